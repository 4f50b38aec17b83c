using Lmm.Kernels;

namespace Lmm.Variables;

/// <summary>Makes factors of numbers: the levels are the values that occur, in numeric order.</summary>
internal static class ComputedFactor
{
    /// <summary>The factor of a column's values; NaN is a missing value. Numbers with one label are one level.</summary>
    /// <param name="column">The column; its name is the factor's.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="label">The label of a value.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static FactorColumn Of(NumericColumn column, string model, Func<double, string> label, CancellationToken cancellationToken)
    {
        List<string> levels = [];
        Dictionary<double, int> codeOfValue = [];
        double[] distinct = [.. column.Values.StoppedBy(cancellationToken).Where(value => !double.IsNaN(value)).Distinct()];
        foreach (double value in RunSort.Ascending(distinct, cancellationToken).StoppedBy(cancellationToken))
        {
            // A zero has no sign as a level.
            string level = label(value + 0.0);
            if (levels.Count == 0 || levels[^1] != level)
            {
                levels.Add(level);
            }

            codeOfValue.Add(value, levels.Count - 1);
        }

        return new FactorColumn(column.Name, Stoppable.Convert(column.Values, value => double.IsNaN(value) ? -1 : codeOfValue[value], cancellationToken), [.. levels], model);
    }
}
