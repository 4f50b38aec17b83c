using Lmm.Coordinates;
using Lmm.Shapes;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Terms;

/// <summary>What the data lack of terms: cells without rows, and columns that are combinations of those before them.</summary>
/// <param name="terms">The terms.</param>
/// <param name="coordinates">The columns that were fitted.</param>
/// <param name="names">The names of the columns.</param>
/// <param name="hypotheses">The hypotheses of the terms.</param>
internal sealed class TermGaps(
    IReadOnlyList<FixedTermShape> terms, FixedEffectsCoordinates coordinates, IReadOnlyList<string> names, TermHypotheses hypotheses)
{
    private const int MostNames = 5;

    /// <summary>The share of the columns that a cell's is combined of below which it is zero throughout.</summary>
    private const double Empty = 1e-9;

    /// <summary>The share of a column below which another has no part in it.</summary>
    private const double NoPart = 1e-8;

    private readonly int[] _kept = coordinates.Basis.Kept;

    /// <summary>Why the data tell nothing of a term.</summary>
    public string Reason(int term) => MissingCells(term) is { Length: > 0 } missing ? Sentence(terms[term], missing) : $"{Aliased(term)}";

    /// <summary>What of the terms is left out, a sentence for each term that has other columns left.</summary>
    /// <param name="isOfCells">Whether hypotheses average over cells, so that a missing one is of the terms within it too.</param>
    public IReadOnlyList<string> Remarks(bool isOfCells)
    {
        List<string> remarks = [];
        for (int term = 0; coordinates.Rank < coordinates.Basis.DataCount && term < terms.Count; term++)
        {
            if (LeftOut(term).Length == 0 || hypotheses.IsLeftOut(term))
            {
                continue;
            }

            string[] tested = [.. Enumerable.Range(0, terms.Count)
                .Where(other => other == term || (isOfCells && !hypotheses.IsLeftOut(other) && hypotheses.Containing(other).Contains(term)))
                .Select(other => terms[other].Label)];
            remarks.Add(MissingCells(term) is { Length: > 0 } missing
                ? $"{Capital(Sentence(terms[term], missing))}: of {Listed(tested)} what can be estimated is tested."
                : $"{Capital(Aliased(term))}, and left out.");
        }

        return remarks;
    }

    private int[] LeftOut(int term) => [.. Enumerable.Range(terms[term].First, terms[term].ColumnCount).Except(_kept)];

    private string[] MissingCells(int term)
    {
        if (!terms[term].Parts.Any(static part => part.IsFactor) || hypotheses.Treatment is not { } treatment)
        {
            return [];
        }

        Matrix<double> working = treatment.Working * treatment.All;
        double[] lengths = [.. working.EnumerateColumns().Select(static column => column.L2Norm())];
        return
        [
            .. Enumerable.Range(0, hypotheses.Coding.CellCount(term))
                .Where(cell =>
                {
                    IReadOnlyDictionary<int, double> combination = hypotheses.Coding.Cell(term, cell);
                    Vector<double> sum = Vector<double>.Build.Dense(working.RowCount);
                    foreach ((int column, double share) in combination)
                    {
                        sum += share * working.Column(column);
                    }

                    return sum.L2Norm() <= Empty * combination.Sum(entry => Math.Abs(entry.Value) * lengths[entry.Key]);
                })
                .Select(cell => CellName(term, cell)),
        ];
    }

    private string CellName(int term, int cell)
    {
        if (hypotheses.Coding.IsApart(term))
        {
            return names[terms[term].First + cell];
        }

        int[] places = hypotheses.Coding.Places(term, cell);
        return string.Join(':', terms[term].Parts.Select((part, index) => part.Levels is { } levels ? part.Name + levels[places[index]] : part.ColumnCount == 1 ? part.Name : $"{part.Name}{places[index] + 1}"));
    }

    private static string Sentence(FixedTermShape term, string[] missing)
        => term.Parts.All(static part => part.IsFactor) ? $"no row has {Listed(missing)}" : $"{Listed(missing)} {(missing.Length == 1 ? "is" : "are")} zero in all rows";

    private string Aliased(int term)
    {
        int[] columns = LeftOut(term);
        int[] parts = [.. columns.SelectMany(PartsOf).Distinct().Order()];
        string of = parts.Length == 0 ? "zero in all rows" : $"{(columns.Length == 1 ? "a combination" : "combinations")} of {Listed([.. parts.Select(column => names[column])])}";
        return $"{Listed([.. columns.Select(column => names[column])])} {(columns.Length == 1 ? "is" : "are")} {of}";
    }

    private IEnumerable<int> PartsOf(int column)
    {
        var working = Matrix<double>.Build.Dense(coordinates.Rank, _kept.Length, (row, place) => coordinates.Expression[row, _kept[place]]);
        var own = Vector<double>.Build.Dense(coordinates.Rank, row => coordinates.Expression[row, column]);
        double length = own.L2Norm();
        double[] shares = working.LU().Solve(own).ToArray();
        return _kept.Where((_, place) => Math.Abs(shares[place]) * working.Column(place).L2Norm() > NoPart * length);
    }

    private static string Listed(string[] all)
    {
        string[] shown = all.Length > MostNames ? [.. all.Take(MostNames), $"{all.Length - MostNames} more"] : all;
        return shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    private static string Capital(string sentence) => sentence.StartsWith("no ", StringComparison.Ordinal) ? "N" + sentence[1..] : sentence;
}
