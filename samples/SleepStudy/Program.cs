// The sleep study from the file to the answer and its checks: dotnet run -c Release --project samples/SleepStudy
using System.Globalization;
using Lmm;
using SleepStudy;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
List<Trial> trials = TrialModel.ReadCsv(Path.Combine(AppContext.BaseDirectory, "sleepstudy.csv"));
TrialFit fit = TrialModel.Fit(trials);
Console.WriteLine(fit);

// Do reactions slow from day to day, by how much, and does that differ between subjects?
Console.WriteLine(fit.Tests.Anova());
Console.WriteLine(fit.Slopes.Days);
Console.WriteLine(fit.MarginalMeans.At(days: 9).Of());
Console.WriteLine(RandomTermTests.Of(fit));
Console.WriteLine(fit.Intervals.Profile());

// Between which limits will two subjects react on the day after the last?
PredictionIntervalOptions ofResponses = new() { Uncertainty = PredictionUncertainty.Prediction };
foreach (string subject in new[] { "308", "335" })
{
    RowPrediction next = fit.Predictions(days: 10, subject, ofResponses)[0];
    Console.WriteLine($"Subject {subject}, day 10: {next.Prediction:F0} ms, 95 % prediction interval {next.Lower:F0} to {next.Upper:F0} ms.");
}

Console.WriteLine();

// Does the answer hang on one subject, or on a few rows?
Console.WriteLine(fit.Influence.By("Subject", InfluenceMethod.Refitted).ToTable(3));
Console.WriteLine(fit.Influence.ToTable(3));
Console.WriteLine(fit.Diagnostics.ScaledResiduals());

// What would an experienced analyst say?
Console.WriteLine(fit.Review());
