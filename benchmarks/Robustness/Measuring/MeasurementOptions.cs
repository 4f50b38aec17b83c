namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>What a measurement reads and writes besides its report.</summary>
/// <param name="Range">The seeds.</param>
/// <param name="References">The files of references.</param>
/// <param name="Times">The file to write the fits' times to; null for none.</param>
/// <param name="Before">The file of times to compare with; null for none.</param>
internal sealed record MeasurementOptions(SeedRange Range, string[] References, string? Times, string? Before)
{
    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static MeasurementOptions? Read(string[] arguments)
    {
        string[] references = [Path.Combine(AppContext.BaseDirectory, "models", "reference.tsv")];
        SeedRange? range = new(1, ModelFiles.Count);
        string? times = null;
        string? before = null;
        for (int index = 0; index < arguments.Length; index++)
        {
            string? value = index + 1 < arguments.Length ? arguments[index + 1] : null;
            switch (arguments[index])
            {
                case "--reference" when value is not null:
                    references = value.Split(',');
                    index++;
                    break;
                case "--times" when value is not null:
                    times = value;
                    index++;
                    break;
                case "--before" when value is not null:
                    before = value;
                    index++;
                    break;
                default:
                    range = index == 0 ? SeedRange.Read(arguments[0]) : null;
                    break;
            }

            if (range is null)
            {
                return null;
            }
        }

        return new MeasurementOptions(range, references, times, before);
    }
}
