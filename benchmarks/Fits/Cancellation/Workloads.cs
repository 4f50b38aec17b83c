using System.Globalization;
using System.Text;

namespace Lmm.Benchmarks.Fits.Cancellation;

/// <summary>The work that is cancelled.</summary>
internal static class Workloads
{
    private const int Million = 1_000_000;

    /// <summary>Every kind of work that may take long.</summary>
    public static readonly Workload[] All =
    [
        new("73,421 rows, 3,000 x 1,100 crossed", static () => Fit(Crossed.Draw(73_421, 3_000, 1_100), static (rows, stop) => CrossedModel.Fit(rows, cancellationToken: stop))),
        new("20 parameters, 100 x 60 crossed", static () => Fit(Crossed.Draw(20_000, 100, 60), static (rows, stop) => ManyParametersModel.Fit(rows, cancellationToken: stop))),
        new("design of 1,000,000 rows", static () => Fit(Crossed.Draw(Million, 3_000, 1_100), static (rows, stop) => WideModel.BuildDesign(rows, cancellationToken: stop))),
        new("cross-products of 1,000,000 rows", static () => Fit(WideModel.BuildDesign(Crossed.Draw(Million, 3_000, 50)), static (design, stop) => CrossProducts.Form(design, cancellationToken: stop))),
        new("linear model of 1,000,000 rows", static () => Fit(Crossed.Draw(Million, 1, 1), static (rows, stop) => PlainModel.Fit(rows, cancellationToken: stop))),
        new("nested, 1,000,000 rows", static () => Fit(Crossed.Draw(Million, 20_000, 5), static (rows, stop) => NestedModel.Fit(rows, cancellationToken: stop))),
        new("sparse factor, 30,000 x 20,000 crossed", static () => Fit(Crossed.Draw(30_000, 30_000, 20_000), static (rows, stop) => CrossedModel.Fit(rows, cancellationToken: stop))),
        new("dense factor, 6,000 x 3,000 crossed", static () => Fit(Crossed.Draw(60_000, 6_000, 3_000), static (rows, stop) => CrossedModel.Fit(rows, cancellationToken: stop))),
        new("2,000 responses", Responses),
        new("formula at run time, 1,000,000 rows", static () => Fit(Bind(Million), static (model, stop) => model.Fit(cancellationToken: stop))),
        new("file of 1,000,000 rows", File),
        new("rows at run time, 1,000,000", static () => Fit(Crossed.Draw(Million, 3_000, 1_100), static (rows, stop) => ModelFrame.From(rows, stop))),
        new("1,000,000 combinations s:d at run time", static () => Fit(Combinations(), static (model, stop) => model.BuildDesign(cancellationToken: stop))),
        new("text of 1,000,000 levels", static () => Fit(Labels(), static (rows, stop) => ModelFrame.From(rows, stop))),
        new("Satterthwaite, 73,421 rows crossed", static () => Fit(Crossed.Draw(73_421, 3_000, 1_100), static (rows, stop) => Tests(rows, DegreesOfFreedomMethod.Satterthwaite, stop))),
        new("Kenward-Roger, 73,421 rows crossed", static () => Fit(Crossed.Draw(73_421, 3_000, 1_100), static (rows, stop) => Tests(rows, DegreesOfFreedomMethod.KenwardRoger, stop))),
        new("Satterthwaite, sparse, 30,000 x 20,000", static () => Fit(Crossed.Draw(30_000, 30_000, 20_000), static (rows, stop) => Tests(rows, DegreesOfFreedomMethod.Satterthwaite, stop))),
        new("CR2, 400 clusters of 100 rows", static () => Fit(BySubject(40_000, 400), static (fit, stop) => fit.Tests.WithRobustCovariance(RobustCovariance.CR2, stop))),
        new("profile, 20 parameters", static () => Fit(Many(), static (fit, stop) => fit.Intervals.Profile(cancellationToken: stop))),
        new("profile, 73,421 rows crossed", static () => Fit(CrossedModel.Fit(Crossed.Draw(73_421, 3_000, 1_100)), static (fit, stop) => fit.Intervals.Profile(cancellationToken: stop))),
        new("20 bootstrap draws, 73,421 rows crossed", static () => Fit(CrossedModel.Fit(Crossed.Draw(73_421, 3_000, 1_100)), static (fit, stop) => fit.Intervals.Resample(draws: 20, cancellationToken: stop))),
        new("dropped terms, 20 parameters", static () => Fit(Many(), static (fit, stop) => DropOne.Of(fit, stop))),
        new("tests of random effects, 20 parameters", static () => Fit(Many(), static (fit, stop) => RandomTermTests.Of(fit, draws: 10, cancellationToken: stop))),
    ];

    private static Action<CancellationToken> Fit<TData>(TData data, Action<TData, CancellationToken> fit) => stop => fit(data, stop);

    private static CrossedFit.TestsByTerm Tests(Crossed[] rows, DegreesOfFreedomMethod method, CancellationToken stop)
        => CrossedModel.Fit(rows, cancellationToken: stop).Tests.With(method, stop);

    private static ManyParametersFit Many() => ManyParametersModel.Fit(Crossed.Draw(20_000, 100, 60));

    private static LinearMixedModelFit BySubject(int rows, int subjects)
        => (LinearMixedModelFit)Model.Parse("y ~ x + (z | s)").Fit(ModelFrame.From(Crossed.Draw(rows, subjects, 1)));

    private static BoundModel Combinations() => Model.Parse("y ~ x + (1 | s:d)").Bind(ModelFrame.From(Crossed.Draw(Million, 30_000, 20_000)));

    private static Labelled[] Labels()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Million).Select(_ => new Labelled(random.NextInt64().ToString("x", CultureInfo.InvariantCulture)))];
    }

    private static BoundModel Bind(int rows) => Model.Parse(WideModel.Formula).Bind(ModelFrame.From(Crossed.Draw(rows, 3_000, 50)));

    private sealed record Labelled(string Text);

    private static Action<CancellationToken> Responses()
    {
        Crossed[] rows = Crossed.Draw(2_000, 100, 20);
        var random = new Random(3);
        double[][] responses = [.. Enumerable.Range(0, 2_000).Select(_ => rows.Select(row => row.Y + random.NextDouble()).ToArray())];
        return stop => CrossedModel.FitMany(rows, new ResponseTable(responses), cancellationToken: stop);
    }

    private static Action<CancellationToken> File()
    {
        StringBuilder text = new("y,x,z,w,s,d,f\n");
        foreach (Crossed row in Crossed.Draw(Million, 3_000, 1_100))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Y},{row.X},{row.Z},{row.W},{row.S},{row.D},{row.F}\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return stop => ModelFrame.FromCsv(new MemoryStream(bytes), cancellationToken: stop);
    }
}
