using Lmm.Tests.ReferenceModels;
using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Tests.Services;

/// <summary>Fits on other threads: the bits of fits on the caller's, and reports on the way.</summary>
public class FitAsyncTests
{
    private const string Line = "Reaction ~ Days";

    private static readonly SleepDay[] Days = [.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))];

    [Fact]
    public async Task Rows_in_memory_and_rows_that_come_have_the_bits_of_a_fit()
    {
        SleepDayFit expected = SleepDayModel.Fit(Days, Estimation.MaximumLikelihood);

        Assert.Equal(expected.ToJson(), (await SleepDayModel.FitAsync(Days, Estimation.MaximumLikelihood)).ToJson());
        Assert.Equal(expected.ToJson(), (await SleepDayModel.FitAsync(Coming(), Estimation.MaximumLikelihood)).ToJson());
        Assert.Equal(expected.ToJson(), (await SleepDayModel.FitAsync(Days, Estimation.MaximumLikelihood, progress: new Reports())).ToJson());
    }

    [Fact]
    public async Task Formulas_known_at_run_time_have_the_bits_of_a_fit()
    {
        ModelFrame frame = ModelFrame.From(Days);
        Model mixed = Model.Parse(SleepDayModel.Formula);

        Assert.Equal(mixed.Fit(frame).ToJson(), (await mixed.FitAsync(frame)).ToJson());
        Assert.Equal(mixed.Fit(frame).ToJson(), (await mixed.Bind(frame).FitAsync()).ToJson());
        Assert.Equal(Model.Parse(Line).Fit(frame).ToJson(), (await Model.Parse(Line).FitAsync(frame)).ToJson());
    }

    [Fact]
    public async Task Stages_are_reported_in_their_order()
    {
        var reports = new Reports();
        SleepDayFit fit = await SleepDayModel.FitAsync(Days, progress: reports);

        Assert.Equal([FitStage.Rows, FitStage.Design, FitStage.CrossProducts, FitStage.Search], reports.All.Select(static report => report.Stage).Distinct());
        Assert.Equal(new FitProgress(FitStage.Rows, 180, 180), reports.All[0]);
        FitProgress[] evaluations = [.. reports.All.Where(static report => report.Stage == FitStage.Search)];
        Assert.Equal(Enumerable.Range(1, fit.Convergence.Evaluations), evaluations.Select(static report => (int)report.Done));
        Assert.Equal(fit.Objective, evaluations.Min(static report => report.Objective!.Value), 1e-9 * fit.Objective);
    }

    [Fact]
    public async Task Rows_that_come_are_reported_too()
    {
        var reports = new Reports();
        await SleepDayModel.FitAsync(Coming(), progress: reports);

        Assert.Equal([FitStage.Rows, FitStage.Design, FitStage.CrossProducts, FitStage.Search], reports.All.Select(static report => report.Stage).Distinct());
    }

    [Fact]
    public async Task A_linear_model_reports_its_stages()
    {
        var reports = new Reports();
        await Model.Parse(Line).FitAsync(ModelFrame.From(Days), progress: reports);

        Assert.Equal([FitStage.Design, FitStage.LeastSquares], reports.All.Select(static report => report.Stage));
    }

    [Fact]
    public async Task The_caller_goes_on_before_a_row_is_read()
    {
        using var hasReturned = new ManualResetEventSlim();
        Task<SleepDayFit> fit = SleepDayModel.FitAsync(Days.Select(day =>
        {
            hasReturned.Wait();
            return day;
        }));
        hasReturned.Set();

        Assert.Equal(180, (await fit).ObservationCount);
    }

    [Fact]
    public async Task Faults_come_by_the_task()
    {
        Task<SleepDayFit> fit = SleepDayModel.FitAsync([]);

        Assert.Equal(LmmErrorCode.NotEnoughRows, (await Assert.ThrowsAsync<ModelException>(() => fit)).Code);
        await Assert.ThrowsAsync<ArgumentNullException>(() => SleepDayModel.FitAsync((IEnumerable<SleepDay>)null!));
        await Assert.ThrowsAsync<FormulaException>(() => Model.Parse("Reaction ~ Weeks").FitAsync(ModelFrame.From(Days)));
    }

    [Theory]
    [InlineData(FitStage.Rows, 3, 10, null, "Rows: 3 of 10")]
    [InlineData(FitStage.Rows, 3, null, null, "Rows: 3")]
    [InlineData(FitStage.Design, 0, null, null, "Design")]
    [InlineData(FitStage.Search, 4, null, 1751.5, "Search: 4, objective 1751.5")]
    public void Reports_read_as_sentences(FitStage stage, int done, int? total, double? objective, string text)
        => Assert.Equal(text, new FitProgress(stage, done, total, objective).ToString());

    private static async IAsyncEnumerable<SleepDay> Coming()
    {
        foreach (SleepDay day in Days)
        {
            await Task.Yield();
            yield return day;
        }
    }
}
