using System.Globalization;
using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Writes the drawn models for another program: a CSV file for each and <c>models.tsv</c>.</summary>
internal static class ModelFiles
{
    /// <summary>How many models are drawn unless told.</summary>
    public const int Count = 10_000;

    /// <summary>Writes models 1 to <paramref name="count"/>.</summary>
    public static void Write(string directory, int count = Count)
    {
        Directory.CreateDirectory(directory);
        using StreamWriter list = File.CreateText(Path.Combine(directory, "models.tsv"));
        list.NewLine = "\n";
        list.WriteLine("seed\tfamily\tformula\testimation\tweights\tchecksum");
        for (int seed = 1; seed <= count; seed++)
        {
            RandomModel model = RandomModels.Draw(seed);
            File.WriteAllText(Path.Combine(directory, seed.ToString("D5", CultureInfo.InvariantCulture) + ".csv"), model.Table.Csv());
            string estimation = model.Estimation == Estimation.MaximumLikelihood ? "ML" : "REML";
            list.WriteLine($"{seed}\t{model.Family}\t{model.Formula}\t{estimation}\t{model.Weights ?? "-"}\t{model.Table.Checksum()}");
        }
    }
}
