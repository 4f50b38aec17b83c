namespace Lmm.Printing;

/// <summary>
/// The common format of a vector of numbers, chosen as R chooses it: as many decimals as show every element to the
/// wanted number of significant digits, trailing zeros that all share left out; fixed unless scientific is narrower.
/// </summary>
internal readonly struct RealFormat
{
    private const int MostDecimals = 350;

    private readonly int _decimals;
    private readonly bool _scientific;

    private RealFormat(int decimals, bool scientific, int width)
    {
        _decimals = decimals;
        _scientific = scientific;
        Width = width;
    }

    /// <summary>The width of the widest element.</summary>
    public int Width { get; }

    /// <summary>Finds the common format of some numbers.</summary>
    /// <param name="values">The numbers; NaN prints as NaN.</param>
    /// <param name="digits">The number of significant digits that are enough, 1 to 15.</param>
    /// <param name="minimumDecimals">The least number of decimals in fixed notation (R's <c>nsmall</c>).</param>
    public static RealFormat Of(ReadOnlySpan<double> values, int digits, int minimumDecimals = 0)
    {
        FormatRequirements needs = FormatRequirements.Of(values, digits);
        if (!needs.AnyFinite)
        {
            return new RealFormat(0, false, needs.NotFiniteWidth);
        }

        int decimals = Math.Clamp(needs.Decimals, 0, MostDecimals);
        int mantissaDecimals = needs.SignificantDigits - 1;
        int exponentDigits = needs.LargestExponent >= 100 || needs.SmallestExponent <= -100 ? 3 : 2;
        int scientificWidth = (needs.AnyNegative ? 1 : 0) + (mantissaDecimals > 0 ? 1 : 0) + mantissaDecimals + 3 + exponentDigits;
        if (FixedWidth(needs.WholeWidth, decimals) > scientificWidth)
        {
            return new RealFormat(mantissaDecimals, true, Math.Max(scientificWidth, needs.NotFiniteWidth));
        }

        decimals = Math.Max(decimals, minimumDecimals);
        return new RealFormat(decimals, false, Math.Max(FixedWidth(needs.WholeWidth, decimals), needs.NotFiniteWidth));
    }

    /// <summary>Formats numbers in their common format, padded on the left to equal width (R's <c>format</c>).</summary>
    public static string[] FormatAll(ReadOnlySpan<double> values, int digits, int minimumDecimals = 0)
    {
        RealFormat format = Of(values, digits, minimumDecimals);
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = format.Apply(values[i]);
        }

        return texts;
    }

    /// <summary>Formats one number by itself.</summary>
    public static string FormatOne(double value, int digits) => Of([value], digits).Apply(value);

    /// <summary>Formats a number, padded on the left to the common width.</summary>
    public string Apply(double value)
    {
        // R prints a negative zero without its sign.
        double positiveZero = value == 0 ? 0 : value;
        string text = _scientific ? CFormat.Scientific(positiveZero, _decimals) : CFormat.Fixed(positiveZero, _decimals);
        return text.PadLeft(Width);
    }

    private static int FixedWidth(int wholeWidth, int decimals) => decimals > 0 ? wholeWidth + decimals + 1 : wholeWidth;
}
