using System.Globalization;
using GeneExpression;
using GeneExpression.Published;
using GeneExpression.Study;
using Lmm;

var watch = new Stopwatches();
Expression[] rows = watch.Time("construct 414,345 rows", ExpressionData.Construct);

// The first fit pays for the just-in-time compiler, the second does not.
watch.Time("mixed model, first fit in this process", () => ExpressionModel.Fit(rows, Estimation.MaximumLikelihood));
ExpressionFit full = watch.Time("mixed model", () => ExpressionModel.Fit(rows, Estimation.MaximumLikelihood));
AdditiveFit additive = watch.Time("mixed model without the interaction", () => AdditiveModel.Fit(rows, Estimation.MaximumLikelihood));
PooledFit pooled = watch.Time("linear model", () => PooledModel.Fit(rows));
PooledAdditiveFit pooledAdditive = watch.Time("linear model without the interaction", () => PooledAdditiveModel.Fit(rows));
LikelihoodRatioTest likelihoodRatio = watch.Time(
    "likelihood-ratio test",
    () => LikelihoodRatioTest.Compare(additive, full, "lme4Model", "lme4Model.full"));
FTest interaction = watch.Time("F test", () => FTest.Compare(pooledAdditive, pooled));
Picture picture = watch.Time("residuals of a model of the probesets, drawn", () => StudyPicture.Draw(rows));
FitReview review = watch.Time("review of the mixed model", () => full.Review());
string variance = string.Create(CultureInfo.InvariantCulture, $"F = {interaction.F:F4}, p = {interaction.PValue:F4}");

(string Title, string Table, string Printout)[] printouts =
[
    ("The mixed model", "mixed-model", full.ToString(DegreesOfFreedomMethod.None)),
    ("The likelihood-ratio test of the interaction", "likelihood-ratio-test", likelihoodRatio.ToString()),
    ("The linear model", "linear-model", pooled.ToString(significanceStars: false)),
    ("The F test of the interaction", "f-test", $"{interaction}\n{variance}"),
];

List<string> differences = [];
int figures = 0;
foreach ((string title, string table, string printout) in printouts)
{
    // Where R writes a tab, the publication shows two spaces.
    string shown = printout.Replace("\t", "  ", StringComparison.Ordinal);
    Console.WriteLine($"== {title}\n\n{shown.TrimEnd()}\n");
    if (table == "mixed-model")
    {
        Console.WriteLine($"The test of the interaction, which lme4 does not print (Satterthwaite's degrees of freedom):\n{full.Tests.Coefficient("week:genotypeCSB")}\n");
    }

    PublishedTable published = PublishedTable.Load(table);
    differences.AddRange(published.DifferencesFrom(shown));
    figures += published.FigureCount;
}

Console.WriteLine($"== The answer\n\n{Answer.From(full, likelihoodRatio.PValue, pooled, interaction.PValue)}\n");
Console.WriteLine($"== The time of each step\n\n{watch}\n");

foreach (string difference in differences)
{
    Console.Error.WriteLine($"differs: {difference}");
}

if (differences.Count > 0)
{
    return 1;
}

Console.WriteLine($"All {figures} published figures are reproduced, {Divergence.Known.Count} of them as the others imply them:");
foreach (Divergence known in Divergence.Known)
{
    Console.WriteLine($"  {known.Table}: {known.Reproduced} for {known.Published}");
}

Console.WriteLine($"\n== What the library says of the mixed model\n\n{review.ToString().TrimEnd()}");

string file = Path.Combine(args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("lmm-").FullName, "gene-expression.svg");
picture.Save(file);
Console.WriteLine($"\n== The picture\n\n{picture.Description}\n{file}");

return 0;
