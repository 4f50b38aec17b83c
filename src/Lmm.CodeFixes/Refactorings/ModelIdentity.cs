using Lmm.Formula.Binding;

namespace Lmm.CodeFixes.Refactorings;

/// <summary>
/// What makes a model of some rows the model that it is: all of its specification but the numbers of its variables, which
/// follow the text. Labels stand for expressions, since both are bound to the same rows.
/// </summary>
internal static class ModelIdentity
{
    /// <summary>Equal for two models of the same rows exactly when they have the same design, by the same names.</summary>
    public static string Of(ModelSpec spec)
    {
        IEnumerable<string> parts =
        [
            spec.Response.Label,
            Terms(spec.FixedTerms),
            .. spec.RandomTerms.Select(random => $"{random.Covariance} {random.Grouping.Name} by {string.Join(", ", random.Grouping.Parts.Select(part => part.Label))}: {Terms(random.Terms)}"),
            .. spec.Offsets.Select(offset => "offset " + offset.Label),
            spec.Weights is { } weights ? "weights " + spec.Variables[weights].Declaration.Name : "",
            .. spec.Variables.Select(variable => $"{variable.Name} is {variable.Declaration.Name} as {variable.Use}").OrderBy(variable => variable, StringComparer.Ordinal),
        ];
        return string.Join("\n", parts);
    }

    private static string Terms(IEnumerable<ModelTerm> terms)
        => string.Join("; ", terms.Select(term => $"{term.Label} = {string.Join(" x ", term.Components.Select(Component))}"));

    private static string Component(TermComponent component)
        => component is FactorComponent factor ? $"{factor.Label} by {(factor.Coding is { } coding ? coding.ToString() : "indicators")}" : component.Label;
}
