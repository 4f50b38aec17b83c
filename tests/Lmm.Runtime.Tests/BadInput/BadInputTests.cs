namespace Lmm.Tests.BadInput;

/// <summary>What cannot be fitted is refused, through generated code, by a message that names the place and the cure.</summary>
public sealed class BadInputTests
{
    private static readonly Trial[] Sound = [.. Rows()];

    [Fact]
    public void Sound_rows_are_fitted()
    {
        TrialFit fit = TrialModel.Fit(Sound);
        Assert.True(fit.Convergence.Converged);
        Assert.Equal(Sound.Length, fit.ObservationCount);
    }

    [Fact]
    public void No_rows_are_refused() => Refused(() => InterceptModel.Fit([]), "InterceptModel", "no rows");

    [Fact]
    public void A_factor_with_one_level_is_refused() =>
        Refused(() => InterceptModel.Fit(Sound.Where(row => row.Dose == Dose.Low)), "InterceptModel", "dose", "Low");

    [Fact]
    public void A_grouping_factor_with_one_level_is_refused() =>
        Refused(() => InterceptModel.Fit(Sound.Select(row => row with { Subject = "only" })), "InterceptModel", "subject", "only");

    [Fact]
    public void More_random_effects_than_observations_are_refused() =>
        Refused(() => TrialModel.Fit(Sound.Select((row, index) => row with { Subject = $"s{index / 2}" })), "TrialModel", "subject");

    [Fact]
    public void A_grouping_factor_with_a_level_per_row_is_refused() =>
        Refused(() => InterceptModel.Fit(Sound.Select((row, index) => row with { Subject = $"s{index}" })), "InterceptModel", "subject");

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_infinity_is_refused_with_its_row(double value) =>
        Refused(() => InterceptModel.Fit(Changed(4, row => row with { Response = value })), "InterceptModel", "response", "row 5");

    [Fact]
    public void Equal_responses_are_refused() =>
        Refused(() => InterceptModel.Fit(Sound.Select(row => row with { Response = 3 })), "InterceptModel", "response");

    [Fact]
    public void A_response_that_the_fixed_effects_explain_perfectly_is_refused()
    {
        Trial[] rows = [.. Sound.Select(row => row with { Response = 1.25 + (0.1 * row.Time) + (row.Dose == Dose.High ? 0.7 : 0) })];
        Refused(() => InterceptModel.Fit(rows), "InterceptModel", "perfectly");
        Refused(() => FixedModel.Fit(rows), "FixedModel", "perfectly");
    }

    [Fact]
    public void Missing_values_are_dropped_and_counted_in_the_printout()
    {
        Trial[] rows = [.. Sound.Select((row, index) => index switch
        {
            2 => row with { Response = null },
            7 => row with { Subject = null },
            9 => row with { Time = double.NaN },
            _ => row,
        })];
        InterceptFit fit = InterceptModel.Fit(rows);
        Assert.Equal(3, fit.DroppedRowCount);
        Assert.Equal(Sound.Length - 3, fit.ObservationCount);
        Assert.Contains("3 rows", fit.ToString(), StringComparison.Ordinal);

        InterceptFit complete = InterceptModel.Fit(rows.Where(row => row.Response is not null && row.Subject is not null && !double.IsNaN(row.Time)));
        Assert.Equal(complete.Objective, fit.Objective);
    }

    [Fact]
    public void Missing_values_are_refused_by_option() => Refused(
        () => InterceptModel.Fit(Changed(2, row => row with { Response = null }), options: new FitOptions { MissingValues = MissingValues.Refuse }),
        "InterceptModel",
        "response",
        "row 3");

    [Theory]
    [InlineData(-1)]
    [InlineData(-1e-300)]
    [InlineData(double.PositiveInfinity)]
    public void Weights_that_are_negative_or_infinite_are_refused_with_their_row(double weight) =>
        Refused(() => WeightedModel.Fit(Changed(5, row => row with { Weight = weight })), "WeightedModel", "weight", "row 6");

    [Fact]
    public void A_weight_of_zero_leaves_its_row_out_in_generated_code_too()
    {
        WeightedFit fit = WeightedModel.Fit(Changed(5, row => row with { Weight = 0, Response = 1e300 }));
        WeightedFit smaller = WeightedModel.Fit(Sound.Where((_, position) => position != 5));
        Assert.Equal(smaller.Objective, fit.Objective);
        Assert.Equal(smaller.ToString(), fit.ToString());
        Assert.Equal(smaller.ObservationCount + 1, fit.FittedValues.Count);
    }

    [Fact]
    public void An_undeclared_enum_value_is_refused_with_its_row() =>
        Refused(() => InterceptModel.Fit(Changed(1, row => row with { Dose = (Dose)7 })), "InterceptModel", "dose", "7", "row 2");

    [Fact]
    public void A_collinear_column_is_reported_and_the_rest_fitted()
    {
        CollinearFit fit = CollinearModel.Fit(Sound);
        Assert.False(fit.Doubled.IsEstimable);
        Assert.True(fit.Time.IsEstimable);
        Assert.Contains("doubled", fit.ToString(), StringComparison.Ordinal);

        CollinearFixedFit least = CollinearFixedModel.Fit(Sound);
        Assert.False(least.Doubled.IsEstimable);
        Assert.True(least.Time.IsEstimable);
    }

    [Fact]
    public void A_cancelled_token_stops_reading_and_fitting()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => TrialModel.Fit(Sound, cancellationToken: source.Token));
        ModelDesign design = TrialModel.BuildDesign(Sound);
        Assert.ThrowsAny<OperationCanceledException>(() => LinearMixedModel.Fit(design, cancellationToken: source.Token));
    }

    private static void Refused(Action fit, params string[] words)
    {
        ModelException exception = Assert.Throws<ModelException>(fit);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<Trial> Changed(int index, Func<Trial, Trial> change) =>
        Sound.Select((row, position) => position == index ? change(row) : row);

    internal static IEnumerable<Trial> Rows()
    {
        var random = new Random(5);
        for (int subject = 0; subject < 12; subject++)
        {
            double level = random.NextDouble() * 3;
            double slope = random.NextDouble();
            for (int time = 0; time < 5; time++)
            {
                Dose dose = (subject + time) % 2 == 0 ? Dose.Low : Dose.High;
                yield return new Trial(level + (slope * time) + random.NextDouble(), time, dose, $"s{subject}", 1 + random.NextDouble());
            }
        }
    }
}
