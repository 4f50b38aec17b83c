namespace Lmm.Databases.Tests;

/// <summary>Random models of random rows: levels that differ in case, blanks and quotes, missing values, weights and offsets.</summary>
internal static class RandomModels
{
    private static readonly string[] Fixed = ["x", "z", "f", "b", "x * f", "x * z", "x:z:f", "I(x > 0)", "I(f == \"b\") * x", "log(w)", "log1p(w) + expm1(x / 9)", "poly(z, 2)", "ns(z, 2):b", "scale(z)", "I(z - mean(z))", "factor(z)", "sqrt(w) + abs(x)", "I(z %% 2) + I(z %/% 2)", "I(2^z)"];

    private static readonly string[] Random = ["(1 | g)", "(x | g)", "(x || g)", "(1 | g) + (1 | h)", "(1 | g / f)", "(0 + b | g)", "(x | g) + (z | h)", "(1 | g:h)", "(0 + x:z | h) + (1 | g)"];

    /// <summary>A formula on the columns that are drawn.</summary>
    public static string Formula(Random random)
        => $"y ~ {(random.Next(6) == 0 ? "0 + " : "")}{string.Join(" + ", random.GetItems(Fixed, 1 + random.Next(3)).Distinct())}{(random.Next(4) == 0 ? " + offset(z)" : "")} + {Random[random.Next(Random.Length)]}";

    /// <summary>Rows.</summary>
    public static ModelFrame Draw(Random random)
    {
        string[] levels = ["a", "A", "b ", "b", "O'Brien", "\"; DROP TABLE drawn; --"];
        int rows = 60 + random.Next(400);
        double[] ofG = [.. Enumerable.Range(0, 15).Select(_ => random.NextDouble() * 4)];
        double[] ofH = [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() * 2)];
        var y = new double?[rows];
        var x = new double?[rows];
        var z = new double[rows];
        var w = new double[rows];
        var g = new long[rows];
        var h = new string[rows];
        var f = new string?[rows];
        var b = new bool?[rows];
        for (int row = 0; row < rows; row++)
        {
            g[row] = random.Next(15) - 3;
            int item = random.Next(9);
            h[row] = "item " + item;
            x[row] = random.Next(30) == 0 ? null : (random.NextDouble() * 4) - 2;
            z[row] = random.Next(5);
            w[row] = random.Next(25) == 0 ? 0.25 : 0.5 + random.NextDouble();
            f[row] = random.Next(40) == 0 ? null : levels[random.Next(levels.Length)];
            b[row] = random.Next(2) == 0;
            y[row] = random.Next(35) == 0 ? null : 10 + (x[row] ?? 0) + (ofG[g[row] + 3] * (1 + (x[row] ?? 0))) + ofH[item] + (random.NextDouble() * 3) + (z[row] / 4);
        }

        return new ModelFrame(
            FrameColumn.Numeric("y", y), FrameColumn.Numeric("x", x), FrameColumn.Numeric("z", z), FrameColumn.Numeric("w", w),
            FrameColumn.Integer("g", g), FrameColumn.Text("h", h), FrameColumn.Text("f", f), FrameColumn.Boolean("b", b));
    }
}
