using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Lmm.Generators.Declarations;
using Lmm.Generators.Text;
using Microsoft.CodeAnalysis.Text;
using SourceSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Lmm.CodeFixes.Text;

/// <summary>The formula of a <c>[Model]</c> attribute, or the name of its weights, as it is written.</summary>
internal sealed class FormulaLiteral
{
    private readonly IReadOnlyList<SourceSpan> _characters;

    private FormulaLiteral(ExpressionSyntax expression, string formula, IReadOnlyList<SourceSpan> characters)
    {
        Expression = expression;
        Formula = formula;
        _characters = characters;
    }

    /// <summary>The expression that the formula is written as.</summary>
    public ExpressionSyntax Expression { get; }

    /// <summary>The formula's text.</summary>
    public string Formula { get; }

    /// <summary>The text that a place in the source belongs to, of the attribute around it; null when there is none.</summary>
    public static FormulaLiteral? At(SourceSpan span, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        AttributeSyntax? attribute = root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();
        if (attribute is not { ArgumentList: { } list }
            || !list.Arguments.Any(argument => argument.NameEquals is null)
            || !LmmAttributes.IsModel(LmmAttributes.ClassOf(attribute, model, cancellationToken)))
        {
            return null;
        }

        ExpressionSyntax expression = AttributeParts.Argument(attribute, "Weights") is { } weights && weights.Span.Contains(span) ? weights : AttributeParts.Formula(attribute);
        return model.GetConstantValue(expression, cancellationToken).Value is string formula
            ? new FormulaLiteral(expression, formula, LiteralMapper.Map(expression, formula, model, cancellationToken).Characters)
            : null;
    }

    /// <summary>The expression after some changes of the formula; null when they cannot be written in it.</summary>
    public ExpressionSyntax? Apply(EditSet edits)
    {
        var changes = new List<TextChange>();
        foreach (FormulaEdit edit in edits.Edits)
        {
            if (edit.Span.End > _characters.Count || !TryWrite(edit, changes))
            {
                return null;
            }
        }

        string text = SourceText.From(Expression.ToString()).WithChanges(changes).ToString();
        ExpressionSyntax changed = SyntaxFactory.ParseExpression(text, options: Expression.SyntaxTree.Options);
        return changed.ContainsDiagnostics || changed.FullSpan.Length != text.Length ? null : changed.WithTriviaFrom(Expression);
    }

    private bool TryWrite(FormulaEdit edit, List<TextChange> changes)
    {
        if (edit.Span.Length == 0)
        {
            return TryInsert(edit.Span.Start, edit.NewText, changes);
        }

        // A run that several literals share is replaced in the first and taken out of the others.
        string newText = edit.NewText;
        int position = edit.Span.Start;
        while (position < edit.Span.End)
        {
            SyntaxToken token = TokenOf(position);
            LiteralKind kind = LiteralKinds.Of(token);
            int start = position;
            while (position < edit.Span.End && TokenOf(position) == token)
            {
                position++;
            }

            if (kind == LiteralKind.None)
            {
                return false;
            }

            changes.Add(Change(SourceSpan.FromBounds(_characters[start].Start, _characters[position - 1].End), kind.Escape(newText)));
            newText = "";
        }

        return true;
    }

    // After the character before, or before the character after; not at the start of a raw string's line, where the indentation is.
    private bool TryInsert(int place, string text, List<TextChange> changes)
    {
        if (place > 0 && Formula[place - 1] is not ('\n' or '\r') && LiteralKinds.Of(TokenOf(place - 1)) is var before and not LiteralKind.None)
        {
            changes.Add(Change(new SourceSpan(_characters[place - 1].End, 0), before.Escape(text)));
            return true;
        }

        if (place < _characters.Count && LiteralKinds.Of(TokenOf(place)) is var after and not LiteralKind.None)
        {
            changes.Add(Change(new SourceSpan(_characters[place].Start, 0), after.Escape(text)));
            return true;
        }

        return false;
    }

    private SyntaxToken TokenOf(int character) => Expression.FindToken(_characters[character].Start);

    private TextChange Change(SourceSpan span, string text) => new(new SourceSpan(span.Start - Expression.SpanStart, span.Length), text);
}
