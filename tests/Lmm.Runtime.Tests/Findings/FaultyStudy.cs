namespace Lmm.Tests.Findings;

/// <summary>A study with columns to put a fault into: 30 groups of 12 rows, normal random effects and residuals.</summary>
internal sealed class FaultyStudy
{
    public const int Groups = 30;
    public const int RowsOfGroup = 12;

    private readonly Random _random;

    public FaultyStudy(int seed, double slope = 0)
    {
        _random = new Random(seed);
        int count = Groups * RowsOfGroup;
        (Y, X, Z) = (new double[count], new double[count], new double[count]);
        (F, G) = (new string[count], new string[count]);
        for (int group = 0; group < Groups; group++)
        {
            (double intercept, double own) = (2 * Normal(), slope * Normal());
            for (int index = 0; index < RowsOfGroup; index++)
            {
                int row = (group * RowsOfGroup) + index;
                (X[row], Z[row], F[row], G[row]) = (Normal(), Normal(), index % 2 == 0 ? "a" : "b", $"g{group:00}");
                Y[row] = 20 + ((1 + own) * X[row]) + intercept + Normal();
            }
        }
    }

    public double[] Y { get; }

    public double[] X { get; }

    public double[] Z { get; }

    public string[] F { get; }

    public string[] G { get; }

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public ModelFrame Frame() => new(FrameColumn.Numeric("y", Y), FrameColumn.Numeric("x", X), FrameColumn.Numeric("z", Z), FrameColumn.Text("f", F), FrameColumn.Text("g", G));

    public ModelFit Fit(string formula = "y ~ x + z + (1 | g)") => Model.Parse(formula).Fit(Frame());

    /// <summary>The one finding of a kind, which must be there.</summary>
    public static Finding Only(ModelFit fit, FindingKind kind) => Assert.Single(fit.Review().Of(kind));
}
