namespace Lmm.Tests.Units;

/// <summary>A simulated table with a crossed pair of grouping factors, whose columns and rows the tests change.</summary>
internal sealed class Sample
{
    private static readonly string[] Arms = ["a", "b", "c"];

    private Sample(int rows)
    {
        Y = new double[rows];
        X = new double[rows];
        Z = new double[rows];
        O = new double[rows];
        W = new double[rows];
        F = new string[rows];
        G = new string[rows];
        H = new string[rows];
    }

    public double[] Y { get; private init; }

    public double[] X { get; private init; }

    public double[] Z { get; private init; }

    /// <summary>An offset.</summary>
    public double[] O { get; private init; }

    /// <summary>Weights between 0.5 and 3.</summary>
    public double[] W { get; private init; }

    public string[] F { get; private init; }

    public string[] G { get; private init; }

    public string[] H { get; private init; }

    /// <summary>Models of all kinds: linear and mixed, nested and crossed, slopes correlated or not, interactions, an offset, transforms.</summary>
    public static TheoryData<string, Estimation> Models => WithBothCriteria([.. Formulas, "y ~ poly(x, 2) + scale(z) + (1 | g)"]);

    /// <summary>The models without transforms that learn from the data.</summary>
    public static TheoryData<string, Estimation> PlainModels => WithBothCriteria(Formulas);

    private static string[] Formulas =>
    [
        "y ~ x * f + z",
        "y ~ 0 + x + z",
        "y ~ x + z + offset(o)",
        "y ~ x + z + (1 | g)",
        "y ~ x + (x | g)",
        "y ~ x * f + (x || g)",
        "y ~ x + f + (1 | g) + (1 | h)",
        "y ~ x + z + offset(o) + (x | g)",
    ];

    /// <summary>Simulates the table.</summary>
    public static Sample Draw(int seed, int rows = 144)
    {
        var random = new Random(seed);
        double[] groups = [.. Enumerable.Range(0, 12).Select(_ => 1.5 * Normal(random))];
        double[] slopes = [.. Enumerable.Range(0, 12).Select(_ => 0.7 * Normal(random))];
        double[] sites = [.. Enumerable.Range(0, 6).Select(_ => Normal(random))];
        var sample = new Sample(rows);
        for (int row = 0; row < rows; row++)
        {
            int group = row % 12;
            int site = row / 12 % 6;
            int arm = row * 7 % 3;
            sample.X[row] = Normal(random);
            sample.Z[row] = 2 + Normal(random);
            sample.O[row] = Normal(random);
            sample.W[row] = 0.5 + (2.5 * random.NextDouble());
            sample.F[row] = Arms[arm];
            sample.G[row] = $"g{group:00}";
            sample.H[row] = $"h{site}";
            sample.Y[row] = 3 + sample.X[row] + (0.5 * sample.Z[row]) + (0.4 * arm) + groups[group] + (slopes[group] * sample.X[row]) + sites[site] + Normal(random);
        }

        return sample;
    }

    public Sample With(double[]? y = null, double[]? x = null, double[]? z = null, double[]? o = null, double[]? w = null, string[]? f = null, string[]? g = null) => new(Y.Length)
    {
        Y = y ?? Y,
        X = x ?? X,
        Z = z ?? Z,
        O = o ?? O,
        W = w ?? W,
        F = f ?? F,
        G = g ?? G,
        H = H,
    };

    /// <summary>Some of the rows.</summary>
    public Sample Rows(int[] rows) => new(rows.Length)
    {
        Y = Pick(Y, rows),
        X = Pick(X, rows),
        Z = Pick(Z, rows),
        O = Pick(O, rows),
        W = Pick(W, rows),
        F = Pick(F, rows),
        G = Pick(G, rows),
        H = Pick(H, rows),
    };

    public ModelFrame Frame() => new(
    [
        FrameColumn.Numeric("y", Y),
        FrameColumn.Numeric("x", X),
        FrameColumn.Numeric("z", Z),
        FrameColumn.Numeric("o", O),
        FrameColumn.Numeric("w", W),
        FrameColumn.Text("f", F),
        FrameColumn.Text("g", G),
        FrameColumn.Text("h", H),
    ]);

    public ModelFit Fit(string formula, Estimation estimation) => Bind(formula).Fit(estimation);

    public BoundModel Bind(string formula) => Model.Parse(formula).Bind(Frame(), "w");

    private static TheoryData<string, Estimation> WithBothCriteria(string[] formulas)
    {
        var models = new TheoryData<string, Estimation>();
        foreach (string formula in formulas)
        {
            models.Add(formula, Estimation.MaximumLikelihood);
            models.Add(formula, Estimation.RestrictedMaximumLikelihood);
        }

        return models;
    }

    private static T[] Pick<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
