using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Plans;
using Lmm.Solver.Sparse;
using Lmm.Tests.ReferenceModels;
using Lmm.Tests.ReferenceModels.Rows;
using Lmm.Tests.Solver;
using Lmm.Variables;
using Lmm.Variables.Bases;

namespace Lmm.Tests.Services;

/// <summary>Work that is cancelled ends with its token, wherever it is, and leaves behind what can be used again.</summary>
public class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly SleepDay[] Days = [.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))];

    [Fact]
    public async Task A_fit_cancelled_at_any_report_ends_with_its_token()
    {
        SleepDayFit whole = SleepDayModel.Fit(Days);
        int stopped = 0;
        for (int at = 1; ; at++)
        {
            using var source = new CancellationTokenSource();
            int count = 0;
            var reports = new Reports(_ => CancelAt(++count, at, source));
            Task<SleepDayFit> fit = SleepDayModel.FitAsync(Days, progress: reports, cancellationToken: source.Token);
            if (await Ends(fit))
            {
                Assert.Equal(whole.Theta, (await fit).Theta);
                break;
            }

            OperationCanceledException fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit);
            Assert.Equal(source.Token, fault.CancellationToken);
            stopped++;
        }

        // Rows, design and cross-products, then every evaluation but for that which the search ends with.
        Assert.True(stopped >= 3 + whole.Convergence.Evaluations, $"{stopped} reports");
    }

    [Fact]
    public async Task A_fit_cancelled_at_any_row_ends_with_its_token()
    {
        foreach (int at in new[] { 1, 2, 90, 180 })
        {
            using var source = new CancellationTokenSource();
            OperationCanceledException fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SleepDayModel.FitAsync(RowsThatCancel(at, source), cancellationToken: source.Token));
            Assert.Equal(source.Token, fault.CancellationToken);
        }
    }

    [Fact]
    public void Every_stage_refuses_a_cancelled_token()
    {
        ModelDesign design = ReferenceDesigns.Build(6);
        ModelDesign line = Model.Parse("Reaction ~ ns(Days, 3) * factor(Subject)").Bind(ModelFrame.From(Days)).BuildDesign();
        CrossProducts products = CrossProducts.Form(RandomDesigns.Build("crossed, vectors in both", 1, weighted: false));
        Action[] stages =
        [
            () => SleepDayModel.BuildDesign(Days, cancellationToken: Cancelled),
            () => SleepDayModel.Fit(Days, cancellationToken: Cancelled),
            () => Model.Parse("Reaction ~ poly(Days, 2)").Bind(ModelFrame.From(Days)).BuildDesign(cancellationToken: Cancelled),
            () => EstimationDesign.Of(design, Cancelled),
            () => CrossProducts.Form(design, cancellationToken: Cancelled),
            () => LinearMixedModel.Fit(design, cancellationToken: Cancelled),
            () => LinearMixedModel.Fit(products, cancellationToken: Cancelled),
            () => LinearMixedModel.FitMany(design, new ResponseTable([design.Response.Values]), cancellationToken: Cancelled),
            () => LinearModel.Fit(line, cancellationToken: Cancelled),
            () => SparseOrder.Of(products, Cancelled),
            () => _ = new FitWorkspace(design, cancellationToken: Cancelled),
            () => LearnedBasis.Learn(new Lmm.Formula.Binding.PolynomialBasis(2, IsRaw: false), [1, 2, 3], Cancelled),
            () => RunSort.Ascending([2, 1], Cancelled),
            () => ModelFrame.From(Days, Cancelled),
            () => SleepDayModel.Fit(Days).Tests.With(DegreesOfFreedomMethod.Satterthwaite, Cancelled),
            () => SleepDayModel.Fit(Days).Tests.With(DegreesOfFreedomMethod.KenwardRoger, Cancelled),
            () => SleepDayModel.Fit(Days, Estimation.MaximumLikelihood).Tests.With(DegreesOfFreedomMethod.KenwardRogerObserved, Cancelled),
            () => SleepDayModel.Fit(Days).Tests.WithRobustCovariance(RobustCovariance.CR2, Cancelled),
            () => SleepDayModel.Fit(Days).Intervals.Profile(cancellationToken: Cancelled),
            () => SleepDayModel.Fit(Days).Intervals.Resample(draws: 10, cancellationToken: Cancelled),
            () => DropOne.Of(SleepDayModel.Fit(Days), Cancelled),
            () => RandomTermTests.Of(SleepDayModel.Fit(Days), cancellationToken: Cancelled),
        ];
        Assert.All(stages, static stage => Assert.ThrowsAny<OperationCanceledException>(stage));
        Assert.NotNull(PlanChoice.For(products));
    }

    [Fact]
    public unsafe void Kernels_stop_between_blocks()
    {
        const int Order = 200;
        var matrix = new SymmetricMatrix(Order);
        for (int row = 0; row < Order; row++)
        {
            matrix.Values[(row * matrix.Stride) + row] = 1;
        }

        foreach (int threads in new[] { 1, 2 })
        {
            var square = new StridedMatrix(matrix.Pointer, matrix.Stride, 1);
            Assert.ThrowsAny<OperationCanceledException>(() => new DenseCholesky(threads, Cancelled).Factor(matrix.Pointer, Order, matrix.Stride));
            Assert.ThrowsAny<OperationCanceledException>(() => new DenseCholesky(threads, Cancelled).Invert(matrix.Pointer, Order, matrix.Stride));
            Assert.ThrowsAny<OperationCanceledException>(() => new DenseFront(threads, Cancelled).Factor(matrix.Pointer, Order, 100, matrix.Stride));
            Assert.ThrowsAny<OperationCanceledException>(() => new MatrixProduct(threads, Cancelled).Add(Order, Order, Order, square, square, square, 1));
            Assert.ThrowsAny<OperationCanceledException>(() => new TriangularSolves(threads, Cancelled).Run(matrix.Pointer, Order, matrix.Stride, matrix.Pointer, Order, matrix.Stride, transposed: true));
        }
    }

    [Fact]
    public void A_refit_cancelled_at_any_moment_leaves_no_estimates_and_a_workspace_to_clone()
    {
        ModelDesign design = RandomDesigns.Build("crossed, vectors in both", 3, weighted: true);
        double[] response = RefitTests.Response(design, 5);
        var workspace = new FitWorkspace(design);
        workspace.Refit(response);
        double objective = workspace.Objective;
        for (int turn = 0; turn < 40; turn++)
        {
            using var source = new CancellationTokenSource();
            FitWorkspace own = workspace.Clone(source.Token);
            own.Refit(response);
            var canceller = new Thread(() =>
            {
                Thread.SpinWait(turn * 400);
                source.Cancel();
            });
            canceller.Start();
            bool isStopped = IsStopped(own, response, source.Token);
            canceller.Join();

            Assert.Equal(isStopped ? FitOutcome.NotFitted : FitOutcome.Converged, own.Outcome);
            Assert.Equal(isStopped ? double.NaN : objective, own.Objective);
            Assert.Equal(isStopped, double.IsNaN(own.Beta[0]));
            FitWorkspace again = own.Clone(CancellationToken.None);
            Assert.Equal(FitOutcome.NotFitted, again.Outcome);
            again.Refit(response);
            Assert.Equal(objective, again.Objective);
        }
    }

    [Fact]
    public void Tests_whose_work_was_cancelled_do_it_anew()
    {
        SleepDayFit fit = SleepDayModel.Fit(Days, Estimation.MaximumLikelihood);
        foreach (DegreesOfFreedomMethod method in new[] { DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.KenwardRoger })
        {
            Assert.ThrowsAny<OperationCanceledException>(() => fit.Tests.With(method, Cancelled));
            using var source = new CancellationTokenSource();
            FixedEffectsTests atOnce = fit.Tests.With(method, source.Token);
            source.Cancel();

            Assert.Equal(SleepDayModel.Fit(Days, Estimation.MaximumLikelihood).Tests.With(method).ToString(), atOnce.ToString());
            Assert.Equal(fit.Tests.With(method).ToString(), atOnce.ToString());
        }
    }

    [Fact]
    public void Levels_beyond_those_of_one_run_are_in_order_and_stop()
    {
        const int Count = 20_000;
        var random = new Random(2);
        string[] texts = [.. Enumerable.Range(0, Count).Select(number => "t" + number.ToString("D5", System.Globalization.CultureInfo.InvariantCulture))];
        string[] shuffled = [.. texts];
        random.Shuffle(shuffled);
        FrameColumn column = FrameColumn.Text("t", shuffled);

        Assert.Equal(texts, column.Levels);
        Assert.Equal(shuffled, Enumerable.Range(0, Count).Select(row => column.Levels[column.Codes[row]]));
        var encoder = new Lmm.Columns.FactorEncoder<int>(Count);
        for (int key = Count; key > 0; key--)
        {
            encoder.Add(key);
        }

        Assert.ThrowsAny<OperationCanceledException>(() => encoder.Encode(null, Cancelled));
    }

    [Fact]
    public void Combinations_of_factors_are_those_of_any_sort_and_stop()
    {
        const int Rows = 70_000;
        var random = new Random(4);
        int[] first = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(60_000))];
        int[] second = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(60_000))];
        FactorColumn Factor(string name, int[] codes) => new(name, codes, [.. Enumerable.Range(0, 60_000).Select(static level => level.ToString(System.Globalization.CultureInfo.InvariantCulture))], "m");
        FactorColumn crossed = FactorCrossing.Cross("a:b", [Factor("a", first), Factor("b", second)], "m", CancellationToken.None);

        Assert.Equal(first.Zip(second, static (a, b) => $"{a}:{b}"), crossed.Codes.Select(code => crossed.Levels[code]));
        Assert.Equal(first.Zip(second).Distinct().Order().Select(static pair => $"{pair.First}:{pair.Second}"), crossed.Levels);
        Assert.ThrowsAny<OperationCanceledException>(() => FactorCrossing.Cross("a:b", [Factor("a", first), Factor("b", second)], "m", Cancelled));
    }

    [Fact]
    public void Many_values_are_sorted_as_few_are()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 300_000).Select(_ => Math.Round(random.NextDouble(), 4))];

        Assert.Equal(values.Order(), RunSort.Ascending([.. values], CancellationToken.None));
        Assert.Equal([1, 2, 3], RunSort.Ascending([3, 1, 2], CancellationToken.None));
        Assert.Empty(RunSort.Ascending<double>([], CancellationToken.None));
    }

    private static bool IsStopped(FitWorkspace workspace, double[] response, CancellationToken token)
    {
        try
        {
            workspace.Refit(response);
            return false;
        }
        catch (OperationCanceledException fault)
        {
            Assert.Equal(token, fault.CancellationToken);
            return true;
        }
    }

    private static async Task<bool> Ends(Task fit)
    {
        await fit.ContinueWith(static _ => { }, TaskScheduler.Default);
        return fit.IsCompletedSuccessfully;
    }

    private static void CancelAt(int count, int at, CancellationTokenSource source)
    {
        if (count == at)
        {
            source.Cancel();
        }
    }

    private static IEnumerable<SleepDay> RowsThatCancel(int at, CancellationTokenSource source)
    {
        int count = 0;
        foreach (SleepDay day in Days)
        {
            CancelAt(++count, at, source);
            yield return day;
        }
    }
}
