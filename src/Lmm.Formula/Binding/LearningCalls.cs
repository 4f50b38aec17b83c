using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Finds what a formula takes from the rows as a whole: transforms that learn from the data, and numbers such as means.</summary>
internal static class LearningCalls
{
    /// <summary>The calls in a formula whose values in a row depend on the other rows.</summary>
    public static IEnumerable<CallSyntax> In(FormulaSyntax formula) => CallFinder.In(formula.Response).Concat(CallFinder.In(formula.Right)).Where(Learns);

    private static bool Learns(CallSyntax call) => call.Function switch
    {
        "poly" => Argument(call, "raw", 2) is null or "FALSE" or "F",
        "scale" => Argument(call, "center", 1) is null or "TRUE" or "T" || Argument(call, "scale", 2) is null or "TRUE" or "T",
        "bs" or "ns" => !call.Arguments.Any(static argument => argument.Name == "knots") || !call.Arguments.Any(static argument => argument.Name == "Boundary.knots"),
        _ => FunctionCatalogue.IsBasis(call.Function) || FunctionCatalogue.FindSummary(call.Function) is not null,
    };

    private static string? Argument(CallSyntax call, string name, int place)
        => (call.Arguments.FirstOrDefault(argument => argument.Name == name) ?? call.Arguments.ElementAtOrDefault(place)) is { } argument ? Deparser.Deparse(argument.Value) : null;
}
