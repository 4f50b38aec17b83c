using Lmm.Formula.Binding;

namespace Lmm.Formula.Tests.Reference;

/// <summary>The names of the columns that bound terms make, by treatment contrasts: the test's own reading of a specification.</summary>
internal static class ColumnNames
{
    public static string[] Of(IEnumerable<ModelTerm> terms, ModelSpec spec)
        => [.. terms.SelectMany(term => term.IsIntercept ? ["(Intercept)"] : Names(term, spec))];

    private static string[] Names(ModelTerm term, ModelSpec spec)
    {
        // The first component varies fastest.
        string[] names = [.. Names(term.Components[0], spec)];
        foreach (TermComponent component in term.Components.Skip(1))
        {
            names = [.. Names(component, spec).SelectMany(slow => names.Select(fast => fast + ":" + slow))];
        }

        return names;
    }

    private static IEnumerable<string> Names(TermComponent component, ModelSpec spec)
        => component is FactorComponent factor
            ? spec.Variables[factor.Variable].Declaration.Levels.Skip(factor.Coding is null ? 0 : 1).Select(level => factor.Label + level)
            : [component.Label];
}
