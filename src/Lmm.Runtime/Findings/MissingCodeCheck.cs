using System.Globalization;

namespace Lmm.Findings;

/// <summary>Values of the response and of numeric variables that are usual codes for missing ones and lie apart from the others.</summary>
internal sealed class MissingCodeCheck : RowCheck
{
    // Nines, eights and sevens as questionnaires code them, and nines as instruments write them.
    private static readonly double[] Codes =
    [
        .. new double[] { 9, 99, 999, 9999, 99999, 88, 888, 8888, 77, 777, 7777, 99.9, 999.9, 9999.9, 99.99, 999.99 }.SelectMany(static code => new[] { code, -code }),
    ];

    /// <summary>Below it a positive code is a code only on a scale of whole numbers.</summary>
    private const double LeastApart = 99;

    /// <summary>A positive code that occurs as often need not lie as far apart.</summary>
    private const int Often = 3;

    /// <summary>How far it lies apart then, in ranges of the other values.</summary>
    private const double SomewhatApart = 0.25;

    private const int LeastScale = 4;
    private const int MostListed = 100;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.MissingCode];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        ModelDesign design = reviewed.Fit.Design;
        int[] rows = design.ObservedRows ?? [.. Enumerable.Range(0, design.Rows.RowCount)];
        foreach (string name in design.Rows.VariableNames)
        {
            if (design.Rows.NumericOrNull(name) is { } column && Found(column.Values, rows) is { Count: > 0 } found)
            {
                yield return Of(reviewed.Fit, name, column.Values, rows, found);
            }
        }
    }

    private static Finding Of(ModelFit fit, string name, double[] values, int[] rows, List<double> codes)
    {
        int[] coded = [.. rows.Where(row => codes.Contains(values[row]))];
        double[] others = [.. rows.Select(row => values[row]).Where(value => !codes.Contains(value))];
        string written = Figures.Join([.. codes.Select(static code => code.ToString("R", CultureInfo.InvariantCulture))]);
        string option = string.Join(' ', codes.Select(static code => "--na " + code.ToString("R", CultureInfo.InvariantCulture)));
        return new Finding(
            FindingKind.MissingCode,
            FindingSeverity.Serious,
            $"{Figures.Count(coded.Length, "row has", "rows have")} {name} = {written}, apart from all other values ({Figures.Of(others.Min())} to {Figures.Of(others.Max())}): that looks like a code for a missing value, and was fitted as a number.",
            $"If it is a code, read the data with it as a missing value (CsvOptions.MissingTexts, or {option} for lmm) and fit again; estimates of everything that {name} is in will change.")
        {
            Variable = name,
            RowNumbers = [.. coded.Take(MostListed).Select(row => fit.Rows.Numbers[row])],
            Numbers = new Dictionary<string, double> { ["code"] = codes[0], ["rows"] = coded.Length, ["leastOther"] = others.Min(), ["greatestOther"] = others.Max() },
            Weight = (double)coded.Length / rows.Length,
        };
    }

    private static List<double> Found(double[] values, int[] rows)
    {
        HashSet<double> present = [];
        double least = double.PositiveInfinity;
        double greatest = double.NegativeInfinity;
        HashSet<double> scale = [];
        bool isWhole = true;
        foreach (int row in rows)
        {
            double value = values[row];
            if (Array.IndexOf(Codes, value) >= 0)
            {
                present.Add(value);
            }
        }

        if (present.Count == 0)
        {
            return [];
        }

        // A code of one variable may be a value of another: those that lie within the others are values.
        double[] others = [.. rows.Select(row => values[row]).Where(value => !present.Contains(value))];
        if (others.Length < rows.Length / 2)
        {
            return [];
        }

        foreach (double value in others)
        {
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            isWhole &= value == Math.Floor(value);
            if (scale.Count <= MostListed)
            {
                scale.Add(value);
            }
        }

        bool isScale = isWhole && scale.Count >= LeastScale && greatest - least + 1 == scale.Count;
        return [.. present.Where(code => IsApart(code, rows.Count(row => values[row] == code), least, greatest, isScale)).Order()];
    }

    private static bool IsApart(double code, int count, double least, double greatest, bool isScale)
    {
        double range = greatest - least;
        if (code < 0)
        {
            return code < least && (least >= 0 || least - code >= range);
        }

        double gap = code - greatest;
        return gap > 0
            && (code >= LeastApart || isScale)
            && (gap >= range || (count >= Often && gap >= SomewhatApart * range));
    }
}
