using System.Globalization;
using System.Text.RegularExpressions;
using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>A drawn model written otherwise: all writings have one criterion.</summary>
internal static partial class Rewritings
{
    private const double Factor = 1000;
    private const int ExactDigits = 15;
    private const int LastLevel = 99;

    private static readonly string[] Factors = ["f", "q", "g", "h", "k"];

    /// <summary>The other writings of a model, and by how much each raises the criterion.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fit">Its fit.</param>
    public static IEnumerable<(string Name, RandomModel Model, double Shift)> Of(RandomModel model, LinearMixedModelFit fit)
    {
        if (model.RandomTerms.Any(IsOfFactor))
        {
            yield return ("other coding", model with { RandomTerms = [.. model.RandomTerms.Select(term => IsOfFactor(term) ? term with { HasIntercept = !term.HasIntercept } : term)] }, 0);
        }

        yield return ("rows reversed", model with { Table = model.Table.With((_, cells) => [.. cells.Reverse()]) }, 0);
        if (model.Table.Names.Contains("x"))
        {
            yield return ("x in other units", model with { Table = model.Table.With((name, cells) => name == "x" ? Array.ConvertAll(cells, Multiplied) : cells) }, ShiftByUnits(model, fit));
        }

        yield return ("levels reversed", model with { Table = model.Table.With((name, cells) => Factors.Contains(name) ? Array.ConvertAll(cells, Reversed) : cells) }, 0);
    }

    private static bool IsOfFactor(RandomTerm term) => term.Effects is ["f"];

    // REML has log|X'V⁻¹X|, to which each column with x adds twice the logarithm of its unit.
    private static double ShiftByUnits(RandomModel model, LinearMixedModelFit fit) => model.Estimation == Estimation.MaximumLikelihood
        ? 0
        : 2 * Math.Log(Factor) * fit.Coefficients.Count(coefficient => coefficient.IsEstimable && X().IsMatch(coefficient.Name));

    private static string Multiplied(string cell) => DataTable.Text(Factor * double.Parse(cell, CultureInfo.InvariantCulture), ExactDigits);

    private static string Reversed(string cell) => $"{cell[0]}{LastLevel - int.Parse(cell[1..], CultureInfo.InvariantCulture):D2}";

    [GeneratedRegex(@"\bx\b")]
    private static partial Regex X();
}
