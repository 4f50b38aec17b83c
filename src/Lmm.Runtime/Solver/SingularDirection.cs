using System.Globalization;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>Says in words which variation a singular covariance matrix lacks.</summary>
internal static class SingularDirection
{
    private const int MostEffects = 4;
    private const int MostDirections = 3;

    /// <summary>
    /// Sentences on a term's covariance matrix, none when it has full rank: first the variances of zero; then correlations of ±1 when no direction
    /// that is missing involves more than two effects, else one sentence with the rank and the directions.
    /// </summary>
    /// <param name="grouping">The name of the grouping factor.</param>
    /// <param name="effects">The names of the effects.</param>
    /// <param name="lambda">The canonical Λ, in which a pivot of zero marks an effect that the ones before it determine.</param>
    public static IEnumerable<string> Describe(string grouping, string[] effects, double[,] lambda)
    {
        var missing = new MissingDirections(BinaryUnit.DivideRows(lambda).Matrix);
        string[] constant = Array.ConvertAll(missing.WithoutVariance, effect => effects[effect]);
        IEnumerable<string> zeros = constant.Length > MostEffects
            ? [$"{grouping}: the variances of {string.Join(", ", constant.Take(MostEffects))} and {Number(constant.Length - MostEffects)} more are zero"]
            : constant.Select(effect => $"{grouping}: the variance of {effect} is zero");
        return zeros.Concat(Directions(grouping, effects, missing));
    }

    private static IEnumerable<string> Directions(string grouping, string[] effects, MissingDirections missing)
    {
        if (missing.Exact.Length == 0)
        {
            return [];
        }

        if (missing.Exact.Length <= MostDirections && missing.Exact.All(static direction => direction.Count(static coefficient => coefficient != 0) == 2))
        {
            return missing.Exact.Select(direction => Correlation(grouping, effects, direction));
        }

        string[] directions = [.. missing.Readable.OrderBy(Size).Take(MostDirections).Select(direction => Direction(effects, direction))];
        int more = missing.Readable.Length - directions.Length;
        string which = directions.Length == 1
            ? $"the direction {directions[0]} has"
            : $"the directions {Listed(directions, more)} have";
        return [$"the covariance of {grouping} has rank {Number(missing.Rank)} of {Number(missing.EffectCount)}; in standardised effects {which} no variance"];
    }

    private static string Correlation(string grouping, string[] effects, double[] direction)
    {
        int earlier = Array.FindIndex(direction, static coefficient => coefficient != 0);
        int later = Array.FindLastIndex(direction, static coefficient => coefficient != 0);
        string sign = direction[earlier] * direction[later] < 0 ? "1" : "-1";
        return $"{grouping}: the correlation of {effects[later]} with {effects[earlier]} is {sign}";
    }

    // (a - b), (b + c) and (c - d), or (a - b), (b + c), (c - d) and 2 more directions.
    private static string Listed(string[] directions, int more)
    {
        string[] items = Array.ConvertAll(directions, static direction => $"({direction})");
        return more == 0
            ? $"{string.Join(", ", items[..^1])} and {items[^1]}"
            : $"{string.Join(", ", items)} and {Number(more)} more {(more == 1 ? "direction" : "directions")}";
    }

    // The largest coefficients first, the very first positive.
    private static string Direction(string[] effects, double[] direction)
    {
        int[] order = [.. Enumerable.Range(0, direction.Length).Where(effect => direction[effect] != 0).OrderByDescending(effect => Math.Round(Math.Abs(direction[effect]), 2))];
        double sign = Math.Sign(direction[order[0]]);
        IEnumerable<string> terms = order.Take(MostEffects).Select((effect, index) =>
        {
            double coefficient = sign * direction[effect];
            string before = index == 0 ? "" : coefficient < 0 ? " - " : " + ";
            return $"{before}{Math.Abs(coefficient).ToString("0.00", CultureInfo.InvariantCulture)} {effects[effect]}";
        });
        return string.Concat(terms) + (order.Length > MostEffects ? $" and {Number(order.Length - MostEffects)} more" : "");
    }

    private static int Size(double[] direction) => direction.Count(static coefficient => coefficient != 0);

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
