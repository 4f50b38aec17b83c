using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>The functions of the formula language.</summary>
internal static class FunctionCatalogue
{
    /// <summary>The function that takes arithmetic as it stands.</summary>
    public const string Inhibition = "I";

    /// <summary>The function that marks an offset.</summary>
    public const string Offset = "offset";

    /// <summary>The function that puts a level first.</summary>
    public const string Relevel = "relevel";

    /// <summary>The function that sets contrasts.</summary>
    public const string Contrasts = "C";

    private static readonly HashSet<string> Bases = ["scale", "center", "poly", "bs", "ns"];

    private static readonly HashSet<string> FactorMakers = ["factor", "as.factor"];

    private static readonly Dictionary<string, ElementaryFunction> Elementary = new(StringComparer.Ordinal)
    {
        ["log"] = ElementaryFunction.Log,
        ["log2"] = ElementaryFunction.Log2,
        ["log10"] = ElementaryFunction.Log10,
        ["log1p"] = ElementaryFunction.Log1p,
        ["exp"] = ElementaryFunction.Exp,
        ["expm1"] = ElementaryFunction.Expm1,
        ["sqrt"] = ElementaryFunction.Sqrt,
        ["abs"] = ElementaryFunction.Abs,
    };

    private static readonly Dictionary<string, DataSummary> Summaries = new(StringComparer.Ordinal)
    {
        ["mean"] = DataSummary.Mean,
        ["sd"] = DataSummary.StandardDeviation,
        ["min"] = DataSummary.Minimum,
        ["max"] = DataSummary.Maximum,
        ["median"] = DataSummary.Median,
        ["sum"] = DataSummary.Sum,
    };

    private static readonly string[] Names = [Inhibition, Offset, .. Elementary.Keys, .. Summaries.Keys, .. Bases, "factor", Relevel, Contrasts];

    // Functions of R's formulas that users will write; named, so that the message does not call them misspelt.
    private static readonly HashSet<string> KnownElsewhere = ["c", "cbind", "cut", "interaction", "ordered", "ifelse", "as.numeric", "round", "sin", "cos"];

    /// <summary>The elementary function of that name; null when there is none.</summary>
    public static ElementaryFunction? Find(string name) => Elementary.TryGetValue(name, out ElementaryFunction function) ? function : null;

    /// <summary>What of the values of a variable the function of that name tells; null when there is none.</summary>
    public static DataSummary? FindSummary(string name) => Summaries.TryGetValue(name, out DataSummary summary) ? summary : null;

    /// <summary>True for the transforms that learn from the data and make columns of numbers.</summary>
    public static bool IsBasis(string name) => Bases.Contains(name);

    /// <summary>True for the functions that make a factor of a variable.</summary>
    public static bool MakesFactor(string name) => FactorMakers.Contains(name);

    /// <summary>True for the functions whose value is a factor.</summary>
    public static bool IsFactor(string name) => name is Relevel or Contrasts || MakesFactor(name);

    /// <summary>True where all arguments but the first are constants, so that names among them are no variables.</summary>
    public static bool TakesConstants(string name) => IsBasis(name) || IsFactor(name);

    /// <summary>The fault of a call whose function formulas cannot use.</summary>
    public static FormulaDiagnostic Fault(CallSyntax call, VariableTable variables)
    {
        string name = call.Function;
        if (KnownElsewhere.Contains(name))
        {
            return FormulaRules.UnsupportedFunction.At(call.FunctionSpan, name, "in formulas", "compute it before fitting and give it a variable of its own");
        }

        if (FindSummary(name) is not null)
        {
            return FormulaRules.UnsupportedFunction.At(call.FunctionSpan, name, "in formulas", $"as a term it is one number for all rows; use it within arithmetic, as 'I(x - {name}(x))'");
        }

        if (TakesConstants(name))
        {
            return FormulaRules.UnsupportedFunction.At(call.FunctionSpan, name, "in formulas", "it makes columns, which are a term and cannot stand inside another expression");
        }

        if (variables.Find(name) is not null)
        {
            return FormulaRules.UnknownFunction.At(call.FunctionSpan, name, $"it is a variable: write an operator between '{name}' and '('");
        }

        IReadOnlyList<string> nearest = NearestNames.Of(name, Names);
        string advice = nearest.Count > 0 ? $"did you mean {Wording.List(nearest, "or")}?" : Wording.Choice(Names, "");
        FormulaDiagnostic fault = FormulaRules.UnknownFunction.At(call.FunctionSpan, name, advice);
        return nearest.Aggregate(fault, (current, candidate) => current.WithEdit(new FormulaEdit(call.FunctionSpan, candidate)));
    }

    /// <summary>The one argument of a call; null, and a fault, when it has none, several or a named one.</summary>
    public static ExpressionSyntax? OnlyArgument(CallSyntax call, List<FormulaDiagnostic> faults)
    {
        if (call.Arguments.Count == 1 && call.Arguments[0].Name is null)
        {
            return call.Arguments[0].Value;
        }

        // What is left out, and an unclosed bracket without content, the parser reports.
        bool isReported = call.Arguments.Count == 0 ? !call.IsClosed : call.Arguments.Any(argument => argument.Value is MissingSyntax);
        if (!isReported)
        {
            string has = call.Arguments.Count switch
            {
                0 => "none",
                1 => $"the named argument '{call.Arguments[0].Name}'",
                _ => $"{call.Arguments.Count}",
            };
            TextSpan span = call.Arguments.Count switch
            {
                0 => call.Span,
                1 => call.Arguments[0].Span,
                _ => call.Arguments[1].Span.Through(call.Arguments[call.Arguments.Count - 1].Span),
            };
            faults.Add(FormulaRules.WrongArguments.At(span, call.Function, has, Correct(call)));
        }

        return null;
    }

    private static string Correct(CallSyntax call)
    {
        string argument = call.Arguments.Count > 0 ? Deparser.Deparse(call.Arguments[0].Value) : "x";
        if (call.Function == Inhibition && call.Arguments.Count == 1 && call.Arguments[0].Name is { } name)
        {
            return $"I({Deparser.Quote(name)} == {argument})";
        }

        bool isLogarithmWithBase = call.Function == "log" && call.Arguments.Count == 2;
        return isLogarithmWithBase
            ? $"I(log({argument}) / log({Deparser.Deparse(call.Arguments[1].Value)}))"
            : $"{call.Function}({argument})";
    }
}
