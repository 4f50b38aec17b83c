using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>The whole numbers of a compilation that are declared factors, by name.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class FactorMembers(Compilation compilation)
{
    private readonly ILookup<string, FactorMember> _members = compilation.SyntaxTrees.SelectMany(FactorMember.In).ToLookup(member => member.Name, StringComparer.Ordinal);

    /// <summary>The model, with each number of its rows marked that is a factor in others.</summary>
    public ModelDeclaration Mark(ModelDeclaration model, CancellationToken cancellationToken)
    {
        string?[] factorIn = [.. model.Row.Members.Select(member => FactorIn(member.Variable, cancellationToken))];
        if (factorIn.All(row => row is null))
        {
            return model;
        }

        IEnumerable<RowMember> marked = model.Row.Members.Select((member, i) => member with { Variable = member.Variable with { FactorIn = factorIn[i] } });
        return model with { Row = model.Row with { Members = marked.ToEquatableArray() } };
    }

    // The row type itself cannot be among them: there the member would be a factor. Attributes of that name may be others'.
    private string? FactorIn(VariableDeclaration variable, CancellationToken cancellationToken)
        => variable is { Type: VariableType.Integer, IsFactor: false }
            ? _members[variable.MemberName].FirstOrDefault(member => IsFactor(member.Attribute, cancellationToken))?.RowName
            : null;

    private bool IsFactor(AttributeSyntax attribute, CancellationToken cancellationToken)
        => LmmAttributes.Is(LmmAttributes.ClassOf(attribute, compilation.GetSemanticModel(attribute.SyntaxTree), cancellationToken), LmmAttributes.Factor);
}
