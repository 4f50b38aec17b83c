using System.Globalization;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>What lme4 found for a drawn model: a line of the file that <c>tests/reference/robustness-models.R</c> writes.</summary>
/// <param name="Seed">The model.</param>
/// <param name="Checksum">The checksum of the data that were fitted.</param>
/// <param name="Value">The lowest criterion found; NaN when there is none.</param>
/// <param name="Optimizer">The optimizer that found it.</param>
/// <param name="Theta">θ there, in lme4's order.</param>
/// <param name="Terms">What θ belongs to, term by term.</param>
/// <param name="Fault">Why there is no value; null when there is one.</param>
internal sealed record ReferenceValue(int Seed, string Checksum, double Value, string Optimizer, double[] Theta, ReferenceTerm[] Terms, string? Fault)
{
    private const int FieldCount = 10;

    /// <summary>Reads the references of files; a later line for a model replaces an earlier one.</summary>
    public static Dictionary<int, ReferenceValue> Read(IEnumerable<string> paths)
    {
        Dictionary<int, ReferenceValue> references = [];
        foreach (string line in paths.SelectMany(File.ReadLines))
        {
            // A file that R is still writing may end in the middle of a line.
            string[] fields = line.Split('\t');
            if (fields.Length == FieldCount && int.TryParse(fields[0], out int seed))
            {
                references[seed] = Of(seed, fields);
            }
        }

        return references;
    }

    private static ReferenceValue Of(int seed, string[] fields)
    {
        bool hasValue = double.TryParse(fields[6], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
        return hasValue
            ? new(seed, fields[5], value, fields[7], Array.ConvertAll(fields[8].Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture)), ReferenceTerm.ReadAll(fields[9]), null)
            : new(seed, fields[5], double.NaN, fields[7], [], [], fields[8]);
    }
}
