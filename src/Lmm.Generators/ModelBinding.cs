using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;

namespace Lmm.Generators;

/// <summary>Where generator and analyzer meet: the one binder, called in one way.</summary>
internal static class ModelBinding
{
    /// <summary>Binds a model's formula to its row type.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="withRemarks">Whether to make remarks too, for those who switch them on.</param>
    public static BoundFormula Bind(ModelDeclaration declaration, bool withRemarks = false)
        => ModelBinder.Bind(declaration.Formula, declaration.Row.Variables, declaration.Weights, withRemarks);

    /// <summary>
    /// The faults of a formula as users of the row type should see them: to the binder a member that cannot be read is
    /// not there, but who sees it in the source wants to know why it does not count.
    /// </summary>
    public static IEnumerable<FormulaDiagnostic> Explain(BoundFormula bound, ModelDeclaration declaration)
    {
        bool isRowReachable = declaration.Faults.All(fault => fault.Rule != DeclarationRules.UnreachableRow);
        foreach (FormulaDiagnostic diagnostic in bound.Diagnostics)
        {
            if (Unreachable(diagnostic, declaration.Row) is not { } member)
            {
                yield return diagnostic;
            }
            else if (isRowReachable)
            {
                yield return new FormulaDiagnostic(DeclarationRules.UnreachableMember, diagnostic.Span, new(member.Name, member.Reason))
                {
                    Properties = new(new DiagnosticProperty(FormulaDiagnostic.MemberProperty, member.Name)),
                };
            }
        }
    }

    /// <summary>True for a fault of the model's <c>Weights</c>, which are not in the formula.</summary>
    public static bool IsOfWeights(FormulaDiagnostic diagnostic, ModelDeclaration model)
        => diagnostic.Rule == FormulaRules.UnknownWeights
            || diagnostic.Rule == FormulaRules.WeightsNotNumeric
            || (diagnostic.Rule == DeclarationRules.UnreachableMember && diagnostic.Span.Length == 0 && model.Weights is not null);

    private static UnreachableMember? Unreachable(FormulaDiagnostic diagnostic, RowType row)
    {
        bool isUnknown = diagnostic.Rule == FormulaRules.UnknownVariable
            || diagnostic.Rule == FormulaRules.UnknownGrouping
            || diagnostic.Rule == FormulaRules.UnknownWeights;
        return isUnknown && diagnostic.Arguments.Count > 0
            ? row.Unreachable.FirstOrDefault(member => string.Equals(ShortText.Of(member.Name), diagnostic.Arguments[0], StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
