using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>Which attributes of a compilation claim which names of generated types.</summary>
internal sealed class NameClaims
{
    private readonly Dictionary<string, List<Claim>> _claims = new(StringComparer.Ordinal);

    private NameClaims()
    {
    }

    /// <summary>Gathers the claims of all models of a compilation.</summary>
    public static NameClaims In(Compilation compilation)
    {
        var claims = new NameClaims();
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (INamespaceOrTypeSymbol member in pending.Pop().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(member);
                if (member is INamedTypeSymbol type)
                {
                    claims.Add(type);
                }
            }
        }

        return claims;
    }

    /// <summary>What else claims a name, in words; null when nothing does.</summary>
    public string? Rival(string name, AttributeSyntax claimant)
        => _claims.TryGetValue(name, out List<Claim>? claims)
            ? claims.Find(claim => claim.Attribute.SyntaxTree != claimant.SyntaxTree || claim.Attribute.Span != claimant.Span)?.Description
            : null;

    private void Add(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (LmmAttributes.IsModel(attribute.AttributeClass) && attribute.ApplicationSyntaxReference is { } reference)
            {
                (string name, string fitName) = ModelReader.NamesOf(type, attribute);
                Add(name, new Claim(reference, $"another model, on '{type.Name}'"));
                Add(fitName, new Claim(reference, $"the result of another model, on '{type.Name}'"));
            }
        }
    }

    private void Add(string name, Claim claim)
    {
        if (!_claims.TryGetValue(name, out List<Claim>? claims))
        {
            _claims.Add(name, claims = []);
        }

        claims.Add(claim);
    }

    private sealed record Claim(SyntaxReference Attribute, string Description);
}
