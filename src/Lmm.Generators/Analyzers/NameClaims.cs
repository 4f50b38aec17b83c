using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>Which attributes of a compilation claim which names of generated types.</summary>
internal sealed class NameClaims
{
    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<(NameClaim Claim, bool IsFit)>> _claims = new(StringComparer.Ordinal);

    /// <summary>Gathers the claims of all files.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="claimsOf">The claims of a file; those of unchanged files come from a cache, so that an edit costs one file's.</param>
    public NameClaims(Compilation compilation, Func<SyntaxTree, IReadOnlyList<NameClaim>> claimsOf)
    {
        _compilation = compilation;
        foreach (NameClaim claim in compilation.SyntaxTrees.SelectMany(claimsOf))
        {
            string name = claim.ModelName(compilation);
            Add(name, claim, isFit: false);
            Add(ModelNames.Fit(name), claim, isFit: true);
        }
    }

    /// <summary>What else claims a name, in words; null when nothing does.</summary>
    public string? Rival(string name, AttributeSyntax claimant, CancellationToken cancellationToken)
    {
        if (!_claims.TryGetValue(name, out List<(NameClaim Claim, bool IsFit)>? claims))
        {
            return null;
        }

        // Only where names meet is it worth asking the compiler whether the other attribute is a model's.
        foreach ((NameClaim claim, bool isFit) in claims)
        {
            bool isItself = claim.Attribute.SyntaxTree == claimant.SyntaxTree && claim.Attribute.Span == claimant.Span;
            if (!isItself && IsModel(claim.Attribute, cancellationToken))
            {
                return $"{(isFit ? "the result of " : "")}another model, on '{claim.RowName}'";
            }
        }

        return null;
    }

    private void Add(string name, NameClaim claim, bool isFit)
    {
        if (!_claims.TryGetValue(name, out List<(NameClaim, bool)>? claims))
        {
            _claims.Add(name, claims = []);
        }

        claims.Add((claim, isFit));
    }

    private bool IsModel(AttributeSyntax attribute, CancellationToken cancellationToken)
        => _compilation.GetSemanticModel(attribute.SyntaxTree).GetSymbolInfo(attribute, cancellationToken).Symbol is IMethodSymbol constructor
            && LmmAttributes.IsModel(constructor.ContainingType);
}
