using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Binding;

/// <summary>Binds the name of the weights, which stands beside the formula: its faults have an empty span.</summary>
internal static class WeightsBinder
{
    /// <summary>Gives the weights a number; null without weights and when they have a fault, which is reported.</summary>
    public static int? Bind(string? weights, VariableTable variables, EquatableArray<VariableDeclaration> declarations, List<FormulaDiagnostic> faults)
    {
        if (weights is null)
        {
            return null;
        }

        var nowhere = new TextSpan(0, 0);
        if (variables.Find(weights) is not { } index)
        {
            faults.Add(variables.UnknownWeights(weights, nowhere));
            return null;
        }

        if (!declarations[index].IsNumeric())
        {
            faults.Add(FormulaRules.WeightsNotNumeric.At(nowhere, weights, Wording.Type(declarations[index])));
            return null;
        }

        variables.Number(weights);
        return variables.NumberOf(weights);
    }
}
