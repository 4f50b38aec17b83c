using Lmm.Tests.ReferenceModels;
using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Tests.Storage;

/// <summary>Models that are checked at build time load their own fits, with their members, and refuse those of others.</summary>
public class TypedSavedFitTests
{
    private static readonly SleepDay[] Days = [.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))];

    [Fact]
    public void A_typed_fit_comes_back_with_its_members()
    {
        SleepDayFit fit = SleepDayModel.Fit(Days);
        using MemoryStream stream = new(SavedFits.Bytes(fit));
        SleepDayFit again = SleepDayModel.Load(stream);
        Assert.Equal(FitAccount.Of(fit), FitAccount.Of(again));
        Assert.Equal(fit.Days.Estimate, again.Days.Estimate);
        Assert.Equal(fit.Subject[308].Days.Value, again.Subject[308].Days.Value);
        Assert.Equal(fit.Predict(days: 3, subject: 309), again.Predict(days: 3, subject: 309));
        Assert.Equal(fit.Predictions(SleepDayModel.BuildDesign(Days, fit)).ToTable().ToCsv(), again.Predictions(SleepDayModel.BuildDesign(Days, again)).ToTable().ToCsv());
    }

    [Fact]
    public void The_fit_of_another_model_is_refused_with_both_formulas()
    {
        using MemoryStream stream = new(SavedFits.Bytes(SleepDayModel.Fit(Days)));
        SavedFileException fault = Assert.Throws<SavedFileException>(() => RandomInterceptModel.Load(stream));
        Assert.Equal(LmmErrorCode.OtherContents, fault.Code);
        Assert.Contains("'Reaction ~ Days + (Days | Subject)', not 'Reaction ~ Days + (1 | Subject)'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_whose_variables_were_declared_otherwise_is_refused()
    {
        ModelFrame texts = new(
        [
            FrameColumn.Numeric("Reaction", Days.Select(static day => day.Reaction)),
            FrameColumn.Numeric("Days", Days.Select(static day => (double)day.Days)),
            FrameColumn.Text("Subject", Days.Select(static day => $"s{day.Subject}")),
        ]);
        using MemoryStream stream = new(SavedFits.Bytes(Model.Parse(SleepDayModel.Formula).Fit(texts)));
        Assert.Contains("it holds the fit of another model: ", Assert.Throws<SavedFileException>(() => SleepDayModel.Load(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_typed_fit_is_a_fit_like_others_to_who_does_not_know_its_type()
    {
        SleepDayFit fit = SleepDayModel.Fit(Days);
        ModelFrame rows = ModelFrame.From(Days);
        Assert.Equal(fit.Predict(rows), SavedFits.Again((ModelFit)fit).Predict(rows));
    }

    [Fact]
    public void What_a_file_holds_is_said_part_by_part()
    {
        using MemoryStream stream = new();
        SavedContents contents = SleepDayModel.Fit(Days).Save(stream);
        stream.Position = 0;
        SavedContents read = SavedContents.Of(stream);
        Assert.Equal(contents.ToString(), read.ToString());
        Assert.Equal(("the fit of a linear mixed model", "SleepDayModel", "Reaction ~ Days + (Days | Subject)", 180L, 2), (read.Kind, read.ModelName, read.Formula, read.ObservationCount, read.FormatVersion));
        Assert.True(read.Size > read.Parts.Sum(static part => part.Size));
        Assert.Contains(read.Parts, static part => part.Holds.Contains("by each of the 18 levels of Subject; the sums of a level with a single row are that row (none has)", StringComparison.Ordinal));
    }
}
