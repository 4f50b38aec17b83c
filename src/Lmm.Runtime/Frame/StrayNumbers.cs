using Lmm.Formula.Binding;
using Lmm.Formula.Syntax;

namespace Lmm.Frame;

/// <summary>Finds the variables that a model takes for factors because of a few cells that are no numbers.</summary>
internal static class StrayNumbers
{
    /// <summary>A sentence on each; none on grouping factors and on what is declared a factor, by the column or by the formula.</summary>
    public static IReadOnlyList<string> Of(ModelSpec spec, ModelFrame data)
        => [.. Factors(spec)
            .Select(variable => data.Find(variable.Declaration.Name))
            .OfType<FrameColumn>()
            .Where(column => column.Strays is not null)
            .Select(column => column.Strays!.Sentence(column.Name, column.Levels.Count))];

    private static IEnumerable<ModelVariable> Factors(ModelSpec spec)
        => spec.FixedTerms.Concat(spec.RandomTerms.SelectMany(term => term.Terms))
            .SelectMany(term => term.Components)
            .OfType<FactorComponent>()
            .Where(component => component.Variable >= 0 && IsPlain(component.Label, spec.Variables[component.Variable].Name))
            .Select(component => spec.Variables[component.Variable])
            .Distinct();

    // The label of a call, such as factor(x), is another than the name.
    private static bool IsPlain(string label, string name) => label == name || label == $"`{name}`" || label == Deparser.Quote(name);
}
