using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Pictures;

/// <summary>Least squares within each group beside the conditional modes.</summary>
internal static class ShrinkagePicture
{
    private const int MostEffects = 3;
    private const int MostNamed = 60;
    private const double SlotHeight = 15;
    private const double RingRadius = 3.4;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(LinearMixedModelFit fit, string grouping, PlotOptions options)
    {
        RandomEffects effects = fit.RandomEffects(grouping);
        (string[] names, double[]?[] alone) = WithinGroups(fit, effects);
        Group[] groups = [.. effects.Levels.Index()
            .Where(level => alone[level.Index] is not null)
            .Select(level => new Group(level.Item, alone[level.Index]!, [.. names.Select(name => effects.ModesAt(level.Index)[name].Value)]))];
        if (groups.Length == 0)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"no level of {grouping} has rows enough to estimate {Lists.Of(names)} by itself; there is nothing to compare the modes with.");
        }

        Chart[] charts = names.Length > 1 ? [.. Pairs(Math.Min(names.Length, MostEffects)).Select(pair => OfPair(groups, names, pair.First, pair.Second, options))]
            : groups.Length <= MostNamed ? [OfLevels(groups, names[0])] : [OfMany(groups, names[0], options)];
        int left = effects.Levels.Count - groups.Length;
        bool isNamed = names.Length == 1 && groups.Length <= MostNamed;
        return new Page
        {
            Title = $"Shrinkage of {grouping}",
            Description = Description(groups, names, grouping),
            Charts = charts,
            ChartHeight = isNamed ? Math.Max(60, groups.Length * SlotHeight) : 320,
            Columns = Math.Min(charts.Length, 2),
            Legend = names.Length == 1 && groups.Length > MostNamed ? [] :
            [
                new LegendEntry("each group by itself (least squares)", Tone.Second) { Shape = DotShape.Ring },
                new LegendEntry("the model (conditional modes)", Tone.First) { Shape = DotShape.Disc },
            ],
            Notes =
            [
                "Deviations from the fixed effects, other random effects taken out.",
                left == 0 ? "" : $"{NumberLabel.Count(left)} of {NumberLabel.Count(effects.Levels.Count)} levels have too few rows to be estimated by themselves, and are left out.",
                names.Length > MostEffects ? $"The first {MostEffects} of {names.Length} effects are shown." : "",
                .. CaterpillarPicture.SingularNotes(fit, effects),
            ],
        }.Draw(options);
    }

    // What is left of the response once everything but the effects of the factor is taken out.
    private static (string[] Names, double[]?[] Alone) WithinGroups(LinearMixedModelFit fit, RandomEffects effects)
    {
        RandomEffectsDesign[] terms = [.. fit.Design.RandomTerms.Where(term => term.Grouping.Name == effects.Grouping)];
        string[] names = [.. terms.SelectMany(static term => term.Matrix.Names)];
        IReadOnlyList<double>[] columns = [.. terms.SelectMany(static term => Enumerable.Range(0, term.Matrix.ColumnCount).Select(term.Matrix.Column))];
        FactorColumn grouping = terms[0].Grouping;
        int[] codes = [.. Enumerable.Range(0, fit.Residuals.Count).Select(grouping.Code)];
        double[][] modes = [.. effects.Levels.Select((_, level) => names.Select(name => effects.ModesAt(level)[name].Value).ToArray())];
        double[] rest = [.. fit.Residuals];
        for (int row = 0; row < rest.Length; row++)
        {
            for (int column = 0; codes[row] >= 0 && column < columns.Length; column++)
            {
                rest[row] += columns[column][row] * modes[codes[row]][column];
            }
        }

        return (names, GroupLeastSquares.Of(codes, effects.Levels.Count, columns, rest, fit.Weights));
    }

    private static IEnumerable<(int First, int Second)> Pairs(int count)
        => Enumerable.Range(0, count).SelectMany(first => Enumerable.Range(first + 1, count - first - 1).Select(second => (first, second)));

    private static Chart OfPair(Group[] groups, string[] names, int x, int y, PlotOptions options)
    {
        double[] aloneX = [.. groups.Select(group => group.Alone[x])];
        double[] aloneY = [.. groups.Select(group => group.Alone[y])];
        double[] modeX = [.. groups.Select(group => group.Modes[x])];
        double[] modeY = [.. groups.Select(group => group.Modes[y])];
        bool isCrowded = groups.Length > 150;
        IReadOnlyList<Layer> layers = groups.Length > options.MostPoints
            ? [new HexagonLayer(aloneX, aloneY, Tone.Second), new HexagonLayer(modeX, modeY, Tone.First)]
            :
            [
                new SegmentLayer([.. groups.Select(group => (group.Alone[x], group.Alone[y], group.Modes[x], group.Modes[y]))], new Stroke(new Paint(Tone.Rule, isCrowded ? 0.35 : 0.8), 1), HasHeads: !isCrowded),
                new PointLayer(aloneX, aloneY, Tone.Second, isCrowded ? 2 : RingRadius, DotShape.Ring),
                new PointLayer(modeX, modeY, Tone.First, isCrowded ? 2 : RingRadius),
                new NameLayer([.. groups.Where(_ => groups.Length <= MostNamed).Select(group => new NamedPoint(group.Alone[x], group.Alone[y], group.Level) { Side = group.Modes[x] > group.Alone[x] ? NameSide.Left : NameSide.Right })]) { Avoided = [.. modeX.Zip(modeY)] },
            ];
        return new Chart(Axis.Around(names[x], [.. aloneX, .. modeX]), Axis.Around(names[y], [.. aloneY, .. modeY]), [RuleLayer.Level(0), RuleLayer.Upright(0), .. layers]);
    }

    private static Chart OfLevels(Group[] groups, string effect)
    {
        Group[] falling = [.. groups.OrderByDescending(static group => group.Modes[0])];
        double[] at = [.. Enumerable.Range(0, falling.Length).Select(static index => (double)index)];
        return new Chart(
            Axis.Around(effect, [0, .. falling.SelectMany(static group => (double[])[group.Alone[0], group.Modes[0]])]),
            Axis.Down("", [.. falling.Select(static group => group.Level)]),
            [
                RuleLayer.Upright(0),
                new SegmentLayer([.. falling.Select((group, index) => (group.Alone[0], at[index], group.Modes[0], at[index]))], new Stroke(Tone.Rule, 1.2), HasHeads: true),
                new PointLayer([.. falling.Select(static group => group.Alone[0])], at, Tone.Second, RingRadius, DotShape.Ring),
                new PointLayer([.. falling.Select(static group => group.Modes[0])], at, Tone.First, RingRadius),
            ]);
    }

    private static Chart OfMany(Group[] groups, string effect, PlotOptions options)
    {
        double[] alone = [.. groups.Select(static group => group.Alone[0])];
        double[] modes = [.. groups.Select(static group => group.Modes[0])];
        double[] ends = [alone.Min(), alone.Max()];
        return new Chart(
            Axis.Around($"{effect}, each group by itself (least squares)", alone),
            Axis.Around($"{effect}, mode", [.. modes, .. ends]),
            [new LineLayer(ends, ends, new Stroke(Tone.Rule, 1.4)), RuleLayer.Level(0), Cloud.Of(alone, modes, Tone.First, options.MostPoints)])
        {
            Sentence = "On the slanting line the model believes each group; the flatter the points lie, the more it draws them towards the fixed effects.",
        };
    }

    private static string Description(Group[] groups, string[] names, string grouping)
        => $"{NumberLabel.Count(groups.Length)} levels of {grouping}: estimates of each by itself, and conditional modes. "
            + string.Join(" ", names.Select((name, effect) => $"{name}: the standard deviation of the former is {NumberLabel.Short(Deviation(groups, group => group.Alone[effect]))}, of the latter {NumberLabel.Short(Deviation(groups, group => group.Modes[effect]))}."));

    private static double Deviation(Group[] groups, Func<Group, double> value)
    {
        double mean = groups.Average(value);
        return Math.Sqrt(groups.Sum(group => (value(group) - mean) * (value(group) - mean)) / Math.Max(1, groups.Length - 1));
    }

    /// <summary>A level, its effects by least squares within it, and its modes.</summary>
    private sealed record Group(string Level, double[] Alone, double[] Modes);
}
