using Lmm.Distributions;

namespace Lmm.Means;

/// <summary>Marginal means or slopes as functions of the coefficients, in groups within which they are contrasted.</summary>
/// <param name="Settings">How they were found.</param>
/// <param name="Of">The variables whose levels are contrasted.</param>
/// <param name="By">The variables within whose levels that is done.</param>
/// <param name="Functions">The functions, with the levels of the former and then of the latter.</param>
/// <param name="Notes">How they were found, for below tables.</param>
internal sealed record MarginalFamily(MarginalSettings Settings, string[] Of, string[] By, IReadOnlyList<MarginalFunction> Functions, IReadOnlyList<string> Notes)
{
    /// <summary>Averages the rows of X, or their derivatives by a variable.</summary>
    public static MarginalFamily Average(MarginalSettings settings, IReadOnlyList<string> of, IReadOnlyList<string> by, string? slopeOf)
    {
        ReferenceGrid grid = settings.Grid.Value;
        GridAverage average = new(grid, settings.Given, settings.Weighting, slopeOf);
        (string[] ownOf, string[] ownBy) = MarginalNames.Resolve(average, grid, of, by);
        string[] shown = [.. ownOf, .. ownBy];
        return new MarginalFamily(settings, ownOf, ownBy, average.Of(shown), [.. MarginalNotes.Of(settings, average, shown)]);
    }

    /// <summary>The functions by the levels that they are within, in order.</summary>
    public IEnumerable<(FactorLevel[] Levels, MarginalFunction[] Functions)> Groups
        => Functions.GroupBy(function => string.Join('\n', Within(function))).Select(group => (Within(group.First()), group.ToArray()));

    /// <summary>The levels that a function is of.</summary>
    public FactorLevel[] Own(MarginalFunction function) => function.Levels[..Of.Length];

    /// <summary>The levels that it is within.</summary>
    public FactorLevel[] Within(MarginalFunction function) => function.Levels[Of.Length..];

    /// <summary>The labels of functions in contrasts.</summary>
    public string[] Labels(MarginalFunction[] functions)
    {
        if (Of.Length == 0)
        {
            return [.. functions.Select(static _ => "overall")];
        }

        string[][] labels = [.. Of.Select((factor, place) => Contrast.Labels(factor, [.. functions.Select(function => function.Levels[place].Level)]))];
        return [.. functions.Select((_, row) => string.Join(' ', labels.Select(column => column[row])))];
    }

    /// <summary>Whether the data can tell a function.</summary>
    public bool IsEstimable(double[] function) => Settings.Tests.Estimate.IsEstimable(function);

    /// <summary>A function and its offset beside zero, NaN where it is not estimable; the p-value is left to who knows how many there are.</summary>
    public CoefficientTest Measure(string name, double[] function, double offset)
    {
        if (!IsEstimable(function))
        {
            return new CoefficientTest(name, double.NaN, double.NaN, 0, double.NaN, double.NaN, Settings.Tests.Method == DegreesOfFreedomMethod.None ? null : double.NaN);
        }

        CoefficientTest test = Settings.Tests.WithoutPValue(name, function, -offset);
        return offset == 0 ? test : new CoefficientTest(name, test.Estimate + offset, test.StandardError, 0, test.Statistic, test.DegreesOfFreedom ?? double.NaN, test.PValue);
    }

    /// <summary>The estimates with their limits.</summary>
    public MarginalEstimate[] Estimates() => [.. Functions.Select(Estimate)];

    private MarginalEstimate Estimate(MarginalFunction function)
    {
        CoefficientTest test = Measure("", function.Function, function.Offset);
        if (!test.IsEstimable)
        {
            return new MarginalEstimate(function.Levels, double.NaN, double.NaN, null, double.NaN, double.NaN, EmptyCells.Of(function, Settings.Tests.Estimate));
        }

        double half = Settings.Tests.Method == DegreesOfFreedomMethod.None ? double.NaN
            : test.StandardError * Quantile.Student(1 - Settings.Level, test.DegreesOfFreedom ?? double.PositiveInfinity);
        return new MarginalEstimate(function.Levels, test.Estimate, test.StandardError, test.DegreesOfFreedom, test.Estimate - half, test.Estimate + half, null);
    }
}
