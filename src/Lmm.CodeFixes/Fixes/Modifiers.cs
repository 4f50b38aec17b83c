namespace Lmm.CodeFixes.Fixes;

/// <summary>Changes the modifiers of declarations, and nothing else of their text.</summary>
internal static class Modifiers
{
    /// <summary>A declaration with a modifier before all others.</summary>
    public static MemberDeclarationSyntax Prepend(MemberDeclarationSyntax declaration, SyntaxKind modifier)
    {
        // What stands before the first token, comments and all, stays before it.
        SyntaxToken first = FirstToken(declaration);
        MemberDeclarationSyntax bare = declaration.ReplaceToken(first, first.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(0, New(modifier).WithLeadingTrivia(first.LeadingTrivia)));
    }

    /// <summary>A declaration with a modifier after all others.</summary>
    public static MemberDeclarationSyntax Append(MemberDeclarationSyntax declaration, SyntaxKind modifier)
        => declaration.Modifiers.Count == 0
            ? Prepend(declaration, modifier)
            : declaration.WithModifiers(declaration.Modifiers.Add(New(modifier)));

    /// <summary>A declaration with a modifier after another.</summary>
    public static MemberDeclarationSyntax InsertAfter(MemberDeclarationSyntax declaration, SyntaxKind earlier, SyntaxKind modifier)
        => declaration.WithModifiers(declaration.Modifiers.Insert(declaration.Modifiers.IndexOf(earlier) + 1, New(modifier)));

    /// <summary>A declaration with one modifier in place of another.</summary>
    public static MemberDeclarationSyntax Replace(MemberDeclarationSyntax declaration, SyntaxKind old, SyntaxKind modifier)
    {
        SyntaxToken token = declaration.Modifiers.First(one => one.IsKind(old));
        return declaration.ReplaceToken(token, SyntaxFactory.Token(modifier).WithTriviaFrom(token));
    }

    /// <summary>A declaration without a modifier.</summary>
    public static MemberDeclarationSyntax Remove(MemberDeclarationSyntax declaration, SyntaxKind modifier)
    {
        int index = declaration.Modifiers.IndexOf(modifier);
        SyntaxToken token = declaration.Modifiers[index];
        SyntaxToken next = token.GetNextToken();
        MemberDeclarationSyntax moved = declaration.ReplaceToken(next, next.WithLeadingTrivia(token.LeadingTrivia));
        return moved.WithModifiers(moved.Modifiers.RemoveAt(index));
    }

    private static SyntaxToken FirstToken(MemberDeclarationSyntax declaration)
        => declaration.AttributeLists.Count > 0
            ? declaration.AttributeLists[declaration.AttributeLists.Count - 1].GetLastToken().GetNextToken()
            : declaration.GetFirstToken();

    private static SyntaxToken New(SyntaxKind modifier) => SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
}
