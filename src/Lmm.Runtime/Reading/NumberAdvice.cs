namespace Lmm.Reading;

/// <summary>What to do with a cell that should be a number and is none.</summary>
internal static class NumberAdvice
{
    /// <summary>The cure, as the second half of a sentence.</summary>
    public static string For(ReadOnlySpan<byte> cell, CsvOptions options)
    {
        if (!options.DecimalComma && IsWithOther(cell, (byte)',', toComma: true))
        {
            return "if its comma is a decimal one, set CsvOptions.DecimalComma";
        }

        return options.DecimalComma && IsWithOther(cell, (byte)'.', toComma: false)
            ? "if its point is a decimal one, leave CsvOptions.DecimalComma out"
            : "correct it, or list it in CsvOptions.MissingTexts if it stands for a missing value";
    }

    private static bool IsWithOther(ReadOnlySpan<byte> cell, byte separator, bool toComma)
        => cell.Count(separator) == 1 && Utf8Number.TryReadReal(cell, toComma, out _);
}
