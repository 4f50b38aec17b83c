namespace Lmm.Benchmarks.Fits.Cancellation;

[Model("y ~ x + (1 | s) + (1 | d)")]
[Model("y ~ x + z + w + (x + z + w | s) + (x + z + w | d)", Name = "ManyParametersModel")]
[Model("y ~ ns(x, 4) * f + poly(z, 3) + center(w) + (x | s) + (1 | d)", Name = "WideModel")]
[Model("y ~ ns(x, 6) * f + poly(z, 3) + w", Name = "PlainModel")]
[Model("y ~ x + (1 | s / d)", Name = "NestedModel")]
internal sealed record Crossed(double Y, double X, double Z, double W, int S, int D, string F)
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    /// <summary>Rows of random effects of two crossed factors, from a fixed seed.</summary>
    public static Crossed[] Draw(int rows, int subjects, int items)
    {
        var random = new Random(7);
        double[] bySubject = [.. Enumerable.Range(0, subjects).Select(_ => random.NextDouble())];
        double[] byItem = [.. Enumerable.Range(0, items).Select(_ => random.NextDouble())];
        var drawn = new Crossed[rows];
        for (int row = 0; row < rows; row++)
        {
            int s = random.Next(subjects);
            int d = random.Next(items);
            double x = random.NextDouble();
            double z = random.NextDouble();
            double w = random.NextDouble();
            double y = (bySubject[s] * (1 + x - w)) + (byItem[d] * (1 + z)) + x + random.NextDouble();
            drawn[row] = new Crossed(y, x, z, w, s, d, Names[random.Next(Names.Length)]);
        }

        return drawn;
    }
}
