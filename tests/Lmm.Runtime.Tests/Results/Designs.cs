using Lmm.Coordinates;

namespace Lmm.Tests.Results;

/// <summary>Designs written down column by column.</summary>
internal static class Designs
{
    public static ModelDesign Linear(double[] response, params (string Name, double[] Values)[] columns)
        => Of("Model", "y ~ x", response, columns, []);

    public static ModelDesign Of(string model, string formula, double[] response, (string Name, double[] Values)[] columns, RandomEffectsDesign[] random)
        => new(
            new CompleteCases { ModelName = model, Formula = formula, RowCount = response.Length },
            new NumericColumn(formula.Split(' ')[0], response),
            null,
            null,
            Matrix(columns),
            random);

    public static ModelMatrix Matrix(params (string Name, double[] Values)[] columns)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        return new ModelMatrix([.. columns.Select(column => column.Values)], names, [.. Enumerable.Range(0, names.Length)], names);
    }

    /// <summary>The units of a design whose numbers are ordinary.</summary>
    public static FitUnits PlainUnits(ModelDesign design)
        => new(new DesignUnits(0, new int[design.FixedEffects.ColumnCount], Array.ConvertAll(design.RandomTerms, static term => new int[term.Matrix.ColumnCount])), 0);

    public static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
