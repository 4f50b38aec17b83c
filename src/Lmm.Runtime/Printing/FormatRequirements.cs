namespace Lmm.Printing;

/// <summary>What the elements of a vector need of a common format.</summary>
internal readonly record struct FormatRequirements
{
    /// <summary>True when an element is finite; the other members but <see cref="NotFiniteWidth"/> are about the finite ones.</summary>
    public bool AnyFinite { get; private init; }

    /// <summary>True when an element is negative.</summary>
    public bool AnyNegative { get; private init; }

    /// <summary>The widest sign and whole part in fixed notation.</summary>
    public int WholeWidth { get; private init; }

    /// <summary>The most decimals that an element needs in fixed notation; negative when even units are not significant.</summary>
    public int Decimals { get; private init; }

    /// <summary>The most significant digits that an element needs.</summary>
    public int SignificantDigits { get; private init; }

    /// <summary>The largest power of ten of a first digit.</summary>
    public int LargestExponent { get; private init; }

    /// <summary>The smallest power of ten of a first digit.</summary>
    public int SmallestExponent { get; private init; }

    /// <summary>The width of the widest element that is not finite.</summary>
    public int NotFiniteWidth { get; private init; }

    /// <summary>Gathers the requirements of some numbers at a number of significant digits.</summary>
    public static FormatRequirements Of(ReadOnlySpan<double> values, int digits)
    {
        FormatRequirements needs = new() { WholeWidth = 1, Decimals = int.MinValue, LargestExponent = int.MinValue, SmallestExponent = int.MaxValue };
        foreach (double value in values)
        {
            needs = double.IsFinite(value)
                ? needs.Including(value, digits)
                : needs with { NotFiniteWidth = Math.Max(needs.NotFiniteWidth, double.IsNegativeInfinity(value) ? 4 : 3) };
        }

        return needs;
    }

    private FormatRequirements Including(double value, int digits)
    {
        (string rounded, int exponent) = new ExactDecimal(value).Round(digits);
        int significant = Math.Max(rounded.TrimEnd('0').Length, 1);

        // 9996 at three digits is 1e+04, but in fixed notation it keeps its four digits, unless it rounds up there too.
        double halfUnit = 0.5 * Math.Pow(10, -Math.Max(0, digits - exponent));
        bool roundingWidens = exponent > 0 && Math.Abs(value) < Math.Pow(10, exponent) - halfUnit;
        int negative = value < 0 ? 1 : 0;
        int whole = negative + Math.Max(roundingWidens ? exponent : exponent + 1, 1);
        return this with
        {
            AnyFinite = true,
            AnyNegative = AnyNegative || value < 0,
            WholeWidth = Math.Max(WholeWidth, whole),
            Decimals = Math.Max(Decimals, significant - exponent - 1),
            SignificantDigits = Math.Max(SignificantDigits, significant),
            LargestExponent = Math.Max(LargestExponent, exponent),
            SmallestExponent = Math.Min(SmallestExponent, exponent),
        };
    }
}
