using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>How formulas ask for covariance structures: by the bar, or by a name before the brackets, as in <c>diag(x | g)</c> (lme4 2.0, glmmTMB).</summary>
internal static class CovarianceNotation
{
    // What makes a structure of the arguments that follow the random term; null when they have faults, which are reported.
    private delegate CovarianceStructure? Reading(CallSyntax call, List<FormulaDiagnostic> faults);

    private static readonly Dictionary<string, Reading> ByName = new(StringComparer.Ordinal)
    {
        ["us"] = (call, faults) => WithoutArguments(call, CovarianceStructure.Unstructured, faults),
        ["diag"] = (call, faults) => WithoutArguments(call, CovarianceStructure.Diagonal, faults),
    };

    /// <summary>True for a name that asks for a structure where a random term follows it.</summary>
    public static bool IsName(string name) => ByName.ContainsKey(name);

    /// <summary>The structure of a random term, by its name or its first bar.</summary>
    /// <param name="random">The random term.</param>
    /// <param name="bar">Its first bar.</param>
    /// <param name="faults">Where faults go.</param>
    public static CovarianceStructure Of(BracketedSyntax random, BinarySyntax bar, List<FormulaDiagnostic> faults)
    {
        CovarianceStructure byBar = bar.Operator == FormulaOperator.DoubleBar ? CovarianceStructure.Diagonal : CovarianceStructure.Unstructured;
        if (random.Structure is not { } call)
        {
            return byBar;
        }

        if (bar.Operator == FormulaOperator.DoubleBar)
        {
            faults.Add(FormulaRules.MalformedCall.At(bar.OperatorSpan, call.Function, "says itself what is correlated", Usage(call)));
        }

        return ByName[call.Function](call, faults) ?? byBar;
    }

    private static CovarianceStructure? WithoutArguments(CallSyntax call, CovarianceStructure structure, List<FormulaDiagnostic> faults)
    {
        if (call.Arguments.Count == 1)
        {
            return structure;
        }

        faults.Add(FormulaRules.MalformedCall.At(call.Arguments[1].Span, call.Function, "takes nothing but a random term", Usage(call)));
        return null;
    }

    private static string Usage(CallSyntax call) => $"{call.Function}(x | g)";
}
