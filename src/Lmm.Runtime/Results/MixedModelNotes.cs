using System.Globalization;
using System.Text;

namespace Lmm.Results;

/// <summary>What a reader of a mixed model's summary must know besides the numbers.</summary>
internal static class MixedModelNotes
{
    /// <summary>Writes the notes: rank deficiency, dropped rows, results beyond the range of numbers, convergence, flatness, singularity.</summary>
    public static void Write(StringBuilder output, LinearMixedModelFit fit)
    {
        string[] aliased = [.. fit.Coefficients.Where(coefficient => !coefficient.IsEstimable).Select(coefficient => coefficient.Name)];
        if (aliased.Length > 0)
        {
            string columns = aliased.Length == 1 ? "column / coefficient" : "columns / coefficients";
            output.Append(CultureInfo.InvariantCulture, $"fit warnings:\nfixed-effect model matrix is rank deficient so dropping {aliased.Length} {columns}\n");
            output.Append(CultureInfo.InvariantCulture, $"not estimable: {string.Join(", ", aliased)}\n");
        }

        if (fit.DroppedRowCount > 0)
        {
            string rows = fit.DroppedRowCount == 1 ? "row" : "rows";
            output.Append(CultureInfo.InvariantCulture, $"{fit.DroppedRowCount} {rows} dropped because of missing values\n");
        }

        foreach (string note in fit.RangeNotes)
        {
            output.Append(note).Append('\n');
        }

        if (!fit.Convergence.Converged)
        {
            output.Append("the optimizer did not converge: ").Append(fit.Convergence.Message).Append('\n');
        }

        foreach (string direction in fit.Convergence.FlatDirections)
        {
            output.Append(direction).Append('\n');
        }

        if (fit.IsSingular)
        {
            output.Append("boundary (singular) fit\n");
            foreach (string direction in fit.Convergence.SingularDirections)
            {
                output.Append("  ").Append(direction).Append('\n');
            }
        }
    }
}
