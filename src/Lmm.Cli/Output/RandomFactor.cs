using System.Text.Json;

namespace Lmm.Cli.Output;

/// <summary>What JSON says of a grouping factor.</summary>
/// <param name="Effects">Its random effects.</param>
/// <param name="Components">Its variance components in the order of the formula.</param>
/// <param name="Theta">Its part of θ in the order of the formula.</param>
internal sealed record RandomFactor(RandomEffects Effects, VarianceComponent[] Components, double[] Theta)
{
    /// <summary>The grouping factors in the order of the formula.</summary>
    public static IEnumerable<RandomFactor> Of(LinearMixedModelFit fit, ModelDesign design)
    {
        (RandomEffectsDesign Term, double[] Theta)[] terms = [.. Terms(fit, design)];
        foreach (IGrouping<string, (RandomEffectsDesign Term, double[] Theta)> factor in terms.GroupBy(term => term.Term.Grouping.Name))
        {
            // Where two terms have a column of one name, both components stand at the first's place.
            string[] columns = [.. factor.SelectMany(term => term.Term.Matrix.ColumnNames)];
            RandomEffects effects = fit.RandomEffects(factor.Key);
            VarianceComponent[] components = [.. effects.Components.OrderBy(component => Array.IndexOf(columns, component.Name))];
            yield return new RandomFactor(effects, components, [.. factor.SelectMany(term => term.Theta)]);
        }
    }

    /// <summary>Writes the factor's object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Effects.Grouping);
        json.WriteNumber("levels", Effects.Levels.Count);
        json.WriteArray("columns", Components, component => json.WriteStringValue(component.Name));
        json.WriteArray("sd", Components, component => json.WriteReal(component.StandardDeviation));
        json.WriteMatrix("correlations", Components.Length, (row, column) => row == column ? 1 : Components[row].Correlation(Components[column]));
        json.WriteArray("theta", Theta, json.WriteReal);
        json.WriteEndObject();
    }

    private static IEnumerable<(RandomEffectsDesign Term, double[] Theta)> Terms(LinearMixedModelFit fit, ModelDesign design)
    {
        double[] theta = [.. fit.Theta];
        return design.RandomTerms.Select((term, index) => (term, design.ThetaLayout[index].Of(theta).ToArray()));
    }
}
