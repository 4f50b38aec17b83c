namespace Lmm.Printing;

/// <summary>p-values as R's <c>format.pval</c> writes them.</summary>
internal static class PValueFormat
{
    /// <summary>The p-value below which only a bound is printed: the spacing of doubles at one.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>Formats p-values: common formats for those of at least 0.001 (0.0001) and for the smaller ones, "&lt; 2e-16" for tiny ones.</summary>
    /// <param name="values">The p-values; NaN prints as NA.</param>
    /// <param name="digits">The number of significant digits.</param>
    public static string[] FormatAll(IReadOnlyList<double> values, int digits)
    {
        string[] texts = new string[values.Count];
        Fill(texts, values, digits, value => value >= Epsilon && IsFixed(value, digits));
        Fill(texts, values, digits, value => value >= Epsilon && !IsFixed(value, digits));
        int width = texts.Max(text => text?.Length ?? 0);
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] ??= double.IsNaN(values[i]) ? "NA" : Bound(digits, width);
        }

        return texts;
    }

    private static void Fill(string[] texts, IReadOnlyList<double> values, int digits, Func<double, bool> belongs)
    {
        int[] members = [.. Enumerable.Range(0, values.Count).Where(i => belongs(values[i]))];
        string[] formatted = RealFormat.FormatAll([.. members.Select(i => values[i])], digits);
        for (int i = 0; i < members.Length; i++)
        {
            texts[members[i]] = formatted[i];
        }
    }

    private static bool IsFixed(double value, int digits)
    {
        double exponent = Math.Floor(Math.Log10(value));
        return exponent >= -3 || (exponent == -4 && digits > 1);
    }

    // "< 2e-16", with as many digits as the others' width has room for.
    private static string Bound(int digits, int othersWidth)
    {
        int boundDigits = Math.Max(1, digits - 2);
        bool tight = boundDigits == 1;
        if (othersWidth > 0)
        {
            if (boundDigits > 1 && boundDigits + 6 > othersWidth)
            {
                boundDigits = Math.Max(1, othersWidth - 7);
            }

            tight = boundDigits == 1 && othersWidth <= 6;
        }

        return (tight ? "<" : "< ") + RealFormat.FormatOne(Epsilon, boundDigits);
    }
}
