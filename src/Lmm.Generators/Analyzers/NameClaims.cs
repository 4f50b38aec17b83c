using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>Which attributes of a compilation claim which names of generated types.</summary>
internal sealed class NameClaims
{
    private readonly Compilation _compilation;
    private readonly Dictionary<string, Claimant> _claimants = new(StringComparer.Ordinal);

    /// <summary>Gathers the claims of all files; those of unchanged files are known, so that an edit costs one file's.</summary>
    public NameClaims(Compilation compilation)
    {
        _compilation = compilation;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (NameClaim claim in NameClaim.In(tree))
            {
                string name = claim.ModelName(compilation);
                Add(name, claim, isFit: false);
                Add(claim.LiteralFitName ?? ModelNames.Fit(name), claim, isFit: true);
            }
        }
    }

    /// <summary>What else claims a name, in words; null when nothing does.</summary>
    public string? Rival(string name, AttributeSyntax claimant, CancellationToken cancellationToken)
    {
        // Only where names meet is it worth asking the compiler whether the other attribute is a model's.
        for (Claimant? other = _claimants.TryGetValue(name, out Claimant? first) ? first : null; other is not null; other = other.Next)
        {
            AttributeSyntax attribute = other.Claim.Attribute;
            bool isItself = attribute.SyntaxTree == claimant.SyntaxTree && attribute.Span == claimant.Span;
            if (!isItself && IsModel(attribute, cancellationToken))
            {
                return $"{(other.IsFit ? "the result of " : "")}another model, on '{other.Claim.RowName}'";
            }
        }

        return null;
    }

    /// <summary>What is generated under the name of a type, beside the type of a model; null for nothing.</summary>
    public PartShape? ShapeOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (Claimant? claimant = _claimants.TryGetValue(NameClaim.FullName(type), out Claimant? first) ? first : null; claimant is not null; claimant = claimant.Next)
        {
            AttributeSyntax attribute = claimant.Claim.Attribute;
            if (IsModel(attribute, cancellationToken)
                && attribute.Parent?.Parent is TypeDeclarationSyntax declaration
                && _compilation.GetSemanticModel(attribute.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol neighbour
                && !SymbolEqualityComparer.Default.Equals(neighbour, type)
                && !SymbolEqualityComparer.Default.Equals(neighbour.ContainingType, type))
            {
                return claimant.IsFit ? PartShape.ResultBeside(neighbour) : PartShape.ModelBeside(neighbour);
            }
        }

        return null;
    }

    private void Add(string name, NameClaim claim, bool isFit)
        => _claimants[name] = new Claimant(claim, isFit, _claimants.TryGetValue(name, out Claimant? others) ? others : null);

    private bool IsModel(AttributeSyntax attribute, CancellationToken cancellationToken)
        => LmmAttributes.IsModel(LmmAttributes.ClassOf(attribute, _compilation.GetSemanticModel(attribute.SyntaxTree), cancellationToken));

    /// <summary>A claim of a name, and the others of the same name.</summary>
    private sealed record Claimant(NameClaim Claim, bool IsFit, Claimant? Next);
}
