namespace Lmm.Tests.Findings;

/// <summary>Studies whose data fit their model: all that a review finds fault with in them is a false alarm.</summary>
internal static class SoundStudies
{
    /// <summary>The kinds that are true of the data whatever they were drawn from: what a fit ended in, and what the design is.</summary>
    public static readonly FindingKind[] OfDesigns = [FindingKind.Singular, FindingKind.FewLevels, FindingKind.SingleRowGroups, FindingKind.SharedCovariates];

    /// <summary>The studies by name.</summary>
    public static IReadOnlyDictionary<string, Func<int, ModelFit>> All { get; } = new Dictionary<string, Func<int, ModelFit>>
    {
        ["sleepstudy: 18 subjects on 10 days, correlated slopes"] = static seed => Repeated(new Draws(seed), 18, 10, "y ~ t + (t | g)"),
        ["30 groups of 2 to 12 rows, random intercepts"] = static seed => Unbalanced(new Draws(seed)),
        ["20 subjects by 15 items, a slope by subjects"] = static seed => Crossed(new Draws(seed)),
        ["5 rooms in each of 8 schools"] = static seed => Nested(new Draws(seed)),
        ["400 rows of unequal weights"] = static seed => Weighted(new Draws(seed)),
        ["40 groups, a covariate of groups, uncorrelated slopes"] = static seed => Between(new Draws(seed)),
        ["60 patients, visits missing at random"] = static seed => Repeated(new Draws(seed), 60, 5, "y ~ t * arm + (t | g)"),
        ["120 rows of an ordinary linear model"] = static seed => Ordinary(new Draws(seed)),
    };

    private static ModelFit Repeated(Draws draws, int groups, int times, string formula)
    {
        bool areAllSeen = groups < 20;
        var rows = new List<(double Y, double T, string Arm, string G)>();
        for (int group = 0; group < groups; group++)
        {
            (double intercept, double slope) = (25 * draws.Normal(), 6 * draws.Normal());
            double arm = group % 2;
            for (int time = 0; time < times; time++)
            {
                if (areAllSeen || draws.Uniform() < 0.85)
                {
                    rows.Add((250 + (10 * time) + (2 * arm * time) + intercept + (slope * time) + (15 * draws.Normal()), time, arm == 0 ? "control" : "treated", $"{group + 1}"));
                }
            }
        }

        return Fit(formula, FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("t", rows.Select(static row => row.T)), FrameColumn.Text("arm", rows.Select(static row => row.Arm)), FrameColumn.Text("g", rows.Select(static row => row.G)));
    }

    private static ModelFit Unbalanced(Draws draws)
    {
        var rows = new List<(double Y, double X, string F, string G)>();
        for (int group = 0; group < 30; group++)
        {
            double intercept = draws.Normal();
            int count = 2 + (int)(11 * draws.Uniform());
            for (int row = 0; row < count; row++)
            {
                double x = draws.Normal();
                int level = (int)(3 * draws.Uniform());
                rows.Add((5 + (0.5 * x) + (0.7 * level) + intercept + draws.Normal(), x, $"f{level}", $"g{group}"));
            }
        }

        return Fit("y ~ x + f + (1 | g)", FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("x", rows.Select(static row => row.X)), FrameColumn.Text("f", rows.Select(static row => row.F)), FrameColumn.Text("g", rows.Select(static row => row.G)));
    }

    private static ModelFit Crossed(Draws draws)
    {
        double[] subjects = draws.Normals(20);
        double[] slopes = draws.Normals(20);
        double[] items = draws.Normals(15);
        var rows = new List<(double Y, double C, string S, string I)>();
        for (int row = 0; row < 300; row++)
        {
            (int subject, int item) = (row / 15, row % 15);
            double condition = ((subject + item) % 2) - 0.5;
            rows.Add((600 + (20 * condition) + (40 * subjects[subject]) + (30 * slopes[subject] * condition) + (25 * items[item]) + (30 * draws.Normal()), condition, $"s{subject}", $"i{item}"));
        }

        return Fit("y ~ c + (c | s) + (1 | i)", FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("c", rows.Select(static row => row.C)), FrameColumn.Text("s", rows.Select(static row => row.S)), FrameColumn.Text("i", rows.Select(static row => row.I)));
    }

    private static ModelFit Nested(Draws draws)
    {
        var rows = new List<(double Y, double X, string School, string Room)>();
        for (int school = 0; school < 8; school++)
        {
            double ofSchool = 1.5 * draws.Normal();
            for (int room = 0; room < 5; room++)
            {
                double ofRoom = draws.Normal();
                for (int row = 0; row < 6; row++)
                {
                    double x = 10 * draws.Uniform();
                    rows.Add(((0.3 * x) + ofSchool + ofRoom + draws.Normal(), x, $"{school + 1}", $"{room + 1}"));
                }
            }
        }

        return Fit("y ~ x + (1 | school/room)", FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("x", rows.Select(static row => row.X)), FrameColumn.Text("school", rows.Select(static row => row.School)), FrameColumn.Text("room", rows.Select(static row => row.Room)));
    }

    private static ModelFit Weighted(Draws draws)
    {
        double[] groups = draws.Normals(25);
        var rows = new List<(double Y, double X, double W, string G)>();
        for (int row = 0; row < 400; row++)
        {
            double x = draws.Normal();
            double weight = 0.2 + (4.8 * draws.Uniform());
            int group = (int)(25 * draws.Uniform());
            rows.Add((1 + (0.5 * x) + groups[group] + (draws.Normal() / Math.Sqrt(weight)), x, weight, $"g{group}"));
        }

        return Model.Parse("y ~ x + (1 | g)").Bind(
            new ModelFrame(FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("x", rows.Select(static row => row.X)), FrameColumn.Numeric("w", rows.Select(static row => row.W)), FrameColumn.Text("g", rows.Select(static row => row.G))),
            "w").Fit();
    }

    private static ModelFit Between(Draws draws)
    {
        var rows = new List<(double Y, double X, double Z, string G)>();
        for (int group = 0; group < 40; group++)
        {
            (double intercept, double slope, double z) = (draws.Normal(), 0.6 * draws.Normal(), draws.Normal());
            for (int row = 0; row < 7; row++)
            {
                double x = draws.Normal();
                rows.Add(((0.4 * x) + (0.6 * z) + (0.2 * x * z) + intercept + (slope * x) + draws.Normal(), x, z, $"g{group}"));
            }
        }

        return Fit("y ~ x * z + (x || g)", FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("x", rows.Select(static row => row.X)), FrameColumn.Numeric("z", rows.Select(static row => row.Z)), FrameColumn.Text("g", rows.Select(static row => row.G)));
    }

    private static ModelFit Ordinary(Draws draws)
    {
        var rows = new List<(double Y, double X, string F)>();
        for (int row = 0; row < 120; row++)
        {
            double x = draws.Normal();
            rows.Add((3 + x + (row % 4) + draws.Normal(), x, $"f{row % 4}"));
        }

        return Fit("y ~ x + f", FrameColumn.Numeric("y", rows.Select(static row => row.Y)), FrameColumn.Numeric("x", rows.Select(static row => row.X)), FrameColumn.Text("f", rows.Select(static row => row.F)));
    }

    private static ModelFit Fit(string formula, params FrameColumn[] columns) => Model.Parse(formula).Fit(new ModelFrame(columns));

    /// <summary>Random numbers of a seed.</summary>
    private sealed class Draws(int seed)
    {
        private readonly Random _random = new(seed);

        public double Uniform() => _random.NextDouble();

        public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

        public double[] Normals(int count) => [.. Enumerable.Range(0, count).Select(_ => Normal())];
    }
}
