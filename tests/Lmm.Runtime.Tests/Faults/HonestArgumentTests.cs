using Lmm.Adjustments;
using Lmm.Tests.Units;

namespace Lmm.Tests.Faults;

/// <summary>Options and arguments that have no such value are refused where they enter, by their name and what is allowed.</summary>
public class HonestArgumentTests
{
    private static readonly Sample Sound = Sample.Draw(9);
    private static readonly ModelDesign Mixed = Sound.Bind("y ~ x + (1 | g)").BuildDesign();

    private static readonly (string Name, string Allowed, Action Call)[] Calls =
    [
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => LinearMixedModel.Fit(Mixed, (Estimation)7)),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => LinearMixedModel.Fit(CrossProducts.Form(Mixed), (Estimation)(-1))),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => LinearMixedModel.FitMany(Mixed, new ResponseTable([Sound.Y]), (Estimation)2)),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => new FitWorkspace(Mixed, (Estimation)7)),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => Sound.Bind("y ~ x").Fit((Estimation)7)),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => Sound.Bind("y ~ x + (1 | g)").FitMany(new ResponseTable([Sound.Y]), (Estimation)7)),
        ("estimation", "RestrictedMaximumLikelihood, MaximumLikelihood", static () => Model.Parse("y ~ x").Fit(Sound.Frame(), (Estimation)7)),
        ("MissingValues", "Drop, Refuse", static () => _ = new FitOptions { MissingValues = (MissingValues)2 }),
        ("MaximumThreads", "1 or more", static () => _ = new FitOptions { MaximumThreads = -1 }),
        ("MaximumThreads", "1 or more", static () => _ = FitOptions.Default with { MaximumThreads = 0 }),
        ("Strategy", "Sums, Compression, Auto, Pairs", static () => _ = new DatabaseOptions { Strategy = (DatabaseStrategy)4 }),
        ("StatementSeconds", "0 or more", static () => _ = new DatabaseOptions { StatementSeconds = -1 }),
        ("MaximumCells", "1 or more", static () => _ = new DatabaseOptions { MaximumCells = 0 }),
        ("MaximumEvaluations", "1 or more", static () => _ = new FitOptions { MaximumEvaluations = 0 }),
        ("MaximumEvaluations", "1 or more", static () => _ = FitOptions.Default with { MaximumEvaluations = int.MinValue }),
        ("DegreesOfFreedom", "Satterthwaite, KenwardRoger", static () => _ = new FitOptions { DegreesOfFreedom = (DegreesOfFreedomMethod)5 }),
        ("method", "Satterthwaite, KenwardRoger", static () => Sound.Bind("y ~ x").Fit().Tests.With((DegreesOfFreedomMethod)5)),
        ("degreesOfFreedom", "Satterthwaite, KenwardRoger", static () => ((LinearMixedModelFit)Sound.Bind("y ~ x + (1 | g)").Fit()).ToString((DegreesOfFreedomMethod)9)),
        ("type", "I, II, III", static () => Sound.Bind("y ~ x").Fit().Tests.Anova((AnovaType)3)),
        ("covariance", "CR0, CR1, CR2", static () => Sound.Bind("y ~ x + (1 | g)").Fit().Tests.WithRobustCovariance((RobustCovariance)3)),
        ("kind", "Percentile, Basic, Studentized", static () => Sound.Bind("y ~ x + (1 | g)").Fit().Intervals.Bootstrap(kind: (BootstrapKind)3)),
        ("adjustment", "None, Tukey", static () => _ = new Adjuster((MultiplicityAdjustment)6, new ContrastFamily("m", [1.0], [5.0]))),
        ("weighting", "Equal, Proportional, Rows", static () => Sound.Bind("y ~ x").Fit().MarginalMeans.Weighted((MeansWeighting)3)),
        ("weighting", "Equal, Proportional, Rows", static () => Sound.Bind("y ~ x").Fit().Slopes.Weighted((MeansWeighting)(-1))),
        ("kind", "Pairwise, Control", static () => Sound.Bind("y ~ x").Fit().MarginalMeans.Of().Contrasts((ContrastKind)5)),
        ("adjustment", "None, Tukey", static () => Sound.Bind("y ~ x").Fit().MarginalMeans.Of().Pairs((MultiplicityAdjustment)6)),
        ("method", "AtFittedTheta, Refitted", static () => Sound.Bind("y ~ x + (1 | g)").Fit().Influence.By("g", (InfluenceMethod)2)),
        ("kind", "Raw, Pearson, Standardized, Studentized", static () => Sound.Bind("y ~ x").Fit().Diagnostics.Residuals((ResidualKind)4)),
        ("target", "Conditional, Population", static () => Sound.Bind("y ~ x").Fit().Diagnostics.Residuals(ResidualKind.Raw, (PredictionTarget)2)),
        ("kind", "NotConverged, MissingCode", static () => Sound.Bind("y ~ x").Fit().Review().Of((FindingKind)99)),
        ("Target", "Conditional, Population", static () => _ = new PredictionIntervalOptions { Target = (PredictionTarget)9 }),
        ("Uncertainty", "Coefficients, RandomEffects, Residuals and Variances", static () => _ = new PredictionIntervalOptions { Uncertainty = (PredictionUncertainty)64 }),
        ("Interval", "ClopperPearson, Wilson", static () => _ = new PowerOptions { Interval = (PowerIntervalKind)2 }),
        ("Target", "Conditional, Population", static () => _ = new PredictionOptions { Target = (PredictionTarget)9 }),
        ("NewLevels", "Refuse, UsePopulation", static () => _ = new PredictionOptions { NewLevels = (NewLevels)(-3) }),
        ("ColumnTypes[x]", "Number, WholeNumber, Text, Boolean, Date", static () => _ = new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["x"] = (ColumnType)5 } }),
        ("Delimiter", "ASCII", static () => _ = new CsvOptions { Delimiter = '\u2192' }),
        ("Quote", "ASCII", static () => _ = new CsvOptions { Quote = '\n' }),
        ("CommentStart", "ASCII", static () => _ = new CsvOptions { CommentStart = '\u00A7' }),
        ("kind", "Text, Label", static () => TableColumn.OfTexts("a", "A", ["b"], (ColumnKind)99)),
        ("kind", "Text, Label", static () => TableColumn.OfNumbers("a", "A", (ColumnKind)(-1), [1.0])),
        ("decimals", "0 or more", static () => TableColumn.OfNumbers("a", "A", ColumnKind.Correlation, [1.0], decimals: -1)),
        ("coding", "Treatment", static () => FrameColumn.Text("f", ["a", "b"]).WithContrast((ContrastCoding)77)),
        ("coding", "Treatment", static () => _ = new ContrastAttribute((ContrastCoding)77)),
    ];

    public static TheoryData<int, string> All
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach ((int index, (string name, _, _)) in Calls.Index())
            {
                data.Add(index, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_that_does_not_exist_is_refused_by_name(int call, string name)
    {
        ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>(Calls[call].Call);
        Assert.Equal(name, fault.ParamName);
        Assert.StartsWith($"{name} must be ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Calls[call].Allowed, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.ActualValue);
    }

    // Enums of the surface that callers hand over; those that only results have are not theirs to get wrong.
    [Fact]
    public void Every_enum_that_callers_hand_over_is_tried()
    {
        Type[] results = [typeof(FitOutcome), typeof(NoteKind), typeof(LmmErrorCode), typeof(FitStage), typeof(BoundaryDistribution), typeof(IntervalMethod), typeof(ScaledResidualKind), typeof(FindingSeverity)];
        IEnumerable<string> tried = ["Estimation", "MissingValues", "PredictionTarget", "NewLevels", "ColumnType", "ColumnKind", "DegreesOfFreedomMethod", "AnovaType", "RobustCovariance", "BootstrapKind", "MultiplicityAdjustment", "MeansWeighting", "ContrastKind", "InfluenceMethod", "ResidualKind", "PredictionUncertainty", "PowerIntervalKind", "FindingKind", "DatabaseStrategy"];
        Assert.Equal(tried.Order(StringComparer.Ordinal), typeof(ModelFit).Assembly.GetExportedTypes().Where(static type => type.IsEnum).Except(results).Select(static type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_least_values_that_are_allowed_are_taken()
    {
        var options = new FitOptions { MaximumThreads = 1, MaximumEvaluations = 1 };
        Assert.False(LinearMixedModel.Fit(Mixed, options: options).Convergence.Converged);
        Assert.Equal(int.MaxValue, new FitOptions { MaximumThreads = int.MaxValue }.MaximumThreads);
        Assert.Equal(0, TableColumn.OfNumbers("a", "A", ColumnKind.Correlation, [1.0], decimals: 0).Decimals);
    }

    // A refit takes long enough, beside a barrier, for two threads to meet within a few tries.
    [Fact]
    public void A_workspace_in_use_on_two_threads_is_found_out_and_the_first_user_keeps_its_bits()
    {
        Sample sample = Sample.Draw(10, 3000);
        ModelDesign design = sample.Bind("y ~ x * f + (x | g) + (1 | h)").BuildDesign();
        FitWorkspace workspace = new(design);
        workspace.Refit(sample.Y);
        double objective = workspace.Objective;
        int refused = 0;
        for (int attempt = 0; attempt < 200 && refused == 0; attempt++)
        {
            using var start = new Barrier(2);
            Parallel.Invoke(Use, Use);

            void Use()
            {
                start.SignalAndWait();
                try
                {
                    workspace.Refit(sample.Y);
                }
                catch (InvalidOperationException fault)
                {
                    Assert.Contains("Clone()", fault.Message, StringComparison.Ordinal);
                    Interlocked.Increment(ref refused);
                }
            }
        }

        Assert.True(refused > 0);
        Assert.Equal(objective, workspace.Objective);
        Assert.Equal(FitOutcome.Converged, workspace.Refit(sample.Y));
        Assert.Equal(objective, workspace.Objective);
    }

    [Fact]
    public void A_refit_that_fails_frees_the_workspace()
    {
        using var cancellation = new CancellationTokenSource();
        FitWorkspace workspace = new(Mixed, cancellationToken: cancellation.Token);
        Assert.Throws<ArgumentException>(() => workspace.Refit([1, 2, 3]));
        Assert.Equal(FitOutcome.Converged, workspace.Refit(Sound.Y));
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => workspace.Refit(Sound.Y));
        Assert.ThrowsAny<OperationCanceledException>(() => workspace.Refit(Sound.Y));
    }
}
