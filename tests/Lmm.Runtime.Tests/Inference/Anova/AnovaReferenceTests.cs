using System.Text.Json;
using Lmm.Tests.ReferenceModels;

namespace Lmm.Tests.Inference.Anova;

/// <summary>Analyses of variance against dense matrices, lmerTest 3.1-3, pbkrtest 0.5.2, R's <c>anova</c> and car 3.1-1 (the references' README).</summary>
public class AnovaReferenceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reference");

    private static readonly IReadOnlyDictionary<string, AnovaModel> Dense = AnovaModel.Read("inference-dense.json");

    private static readonly IReadOnlyDictionary<string, AnovaModel> Peers = AnovaModel.Read("inference.json");

    private static readonly IReadOnlyDictionary<string, AnovaModel> Linear = AnovaModel.Read("linear-anova.json");

    private static readonly DegreesOfFreedomMethod[] Methods = [DegreesOfFreedomMethod.Satterthwaite, DegreesOfFreedomMethod.KenwardRoger, DegreesOfFreedomMethod.KenwardRogerObserved];

    public static TheoryData<string> Models => [.. Dense.Values.Where(static model => model.Anova.Any()).Select(static model => model.Name)];

    public static TheoryData<string> LinearModels => [.. Linear.Keys];

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Folder, "*-REML.json")
            .Select(static path => Path.GetFileNameWithoutExtension(path))
            .Where(static name => Recorded(name).RootElement.TryGetProperty("anova_I_Satterthwaite", out _))
            .Order(StringComparer.Ordinal),
    ];

    // lmerTest rounds the functions of type III to seven decimals (zapsmall), which its F has as errors of up to 4e-7.
    [Theory]
    [MemberData(nameof(Models))]
    public void Tests_are_those_of_dense_matrices(string name)
    {
        AnovaModel model = Dense[name];
        int count = Check(model, static type => type == AnovaType.III ? (1e-6, 1e-7) : (1e-8, 1e-7));

        Assert.True(count > 0);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Hypotheses_of_the_references_have_the_tests_of_dense_matrices(string name)
    {
        AnovaModel model = Dense[name];
        foreach (AnovaReference reference in model.Anova.Where(static reference => reference.Matrix.GetArrayLength() > 0))
        {
            foreach (DegreesOfFreedomMethod method in Methods)
            {
                if (reference.By(method) is { } expected)
                {
                    Close(expected, model.Fit.Tests.With(method).Joint(Rows(model.OnAllColumns(reference.Matrix)), new double[reference.Matrix.GetArrayLength()]), 1e-8, 1e-7, $"{name} {reference.Type} {reference.Term} {method}");
                }
            }
        }
    }

    // lme4's optimum of this model is less sharp: its F is off by 1.1e-6.
    [Theory]
    [MemberData(nameof(Models))]
    public void Tests_are_those_of_lmerTest_and_pbkrtest(string name)
        => Check(Peers[name], static _ => (2e-6, 1e-4));

    [Theory]
    [MemberData(nameof(Files))]
    public void Tests_of_the_reference_models_are_those_of_lmerTest_and_pbkrtest(string name)
    {
        using JsonDocument recorded = Recorded(name);
        LinearMixedModelFit fit = ReferenceModel.Fits[name[..name.LastIndexOf('-')]](Estimation.RestrictedMaximumLikelihood);
        foreach (AnovaType type in Enum.GetValues<AnovaType>())
        {
            foreach ((string method, DegreesOfFreedomMethod degrees) in new[] { ("Satterthwaite", DegreesOfFreedomMethod.Satterthwaite), ("Kenward-Roger", DegreesOfFreedomMethod.KenwardRoger) })
            {
                AnovaTable table = fit.Tests.With(degrees).Anova(type);
                JsonElement[] rows = [.. recorded.RootElement.GetProperty($"anova_{type}_{method}").EnumerateArray()];
                Assert.Equal(rows.Length, table.Rows.Count);
                for (int row = 0; row < rows.Length; row++)
                {
                    string place = $"{name} {type} {method} {rows[row].GetProperty("term")}";
                    AnovaRow actual = table.Rows[row];
                    Close(rows[row], "Sum Sq", actual.SumOfSquares, 2e-6, place);
                    Close(rows[row], "Mean Sq", actual.MeanSquare, 2e-6, place);
                    Close(rows[row], "NumDF", actual.NumeratorDegreesOfFreedom, 0, place);
                    Close(rows[row], "DenDF", actual.DenominatorDegreesOfFreedom!.Value, 1e-4, place);
                    Close(rows[row], "F value", actual.F, 2e-6, place);
                    Close(rows[row], "Pr(>F)", actual.PValue!.Value, 1e-3, place);
                }
            }
        }
    }

    // car holds that a is not adjusted for a:x; SAS and lmerTest hold that it is, since x is no factor. Its F by their rule is that of lmerTest's functions on the linear model.
    [Theory]
    [MemberData(nameof(LinearModels))]
    public void Linear_models_are_analysed_as_R_does(string name)
    {
        AnovaModel model = Linear[name];
        foreach (IGrouping<AnovaType, AnovaReference> references in model.Anova.GroupBy(static reference => reference.Type))
        {
            AnovaTable table = model.Fit.Tests.Anova(references.Key);
            foreach (AnovaReference reference in references)
            {
                string place = $"{name} {reference.Type} {reference.Term}";
                AnovaRow row = table[reference.Term];
                if (CarDiffers.TryGetValue(place, out double ours))
                {
                    Assert.Equal(ours, row.F, 1e-3);
                    continue;
                }

                Close(reference.Numbers, "sumSq", row.SumOfSquares, 1e-9, place);
                Close(reference.Numbers, "df", row.NumeratorDegreesOfFreedom, 0, place);
                Close(reference.Numbers, "f", row.F, 1e-9, place);
                Close(reference.Numbers, "p", row.PValue!.Value, 1e-8, place);
            }
        }
    }

    private static readonly Dictionary<string, double> CarDiffers = new() { ["unbalanced II a"] = 5.755, ["unbalanced-weights II a"] = 4.720 };

    private static int Check(AnovaModel model, Func<AnovaType, (double F, double Degrees)> tolerance)
    {
        int count = 0;
        foreach (AnovaReference reference in model.Anova.Where(reference => !IsKnownToDiffer(model, reference)))
        {
            foreach (DegreesOfFreedomMethod method in Methods)
            {
                string place = $"{model.Name} {reference.Type} {reference.Term} {method}";
                AnovaRow row = model.Fit.Tests.With(method).Anova(reference.Type)[reference.Term];
                Assert.Equal(reference.Matrix.GetArrayLength() > 0, row.IsEstimable);
                if (row.IsEstimable && reference.By(method) is { } expected)
                {
                    (double f, double degrees) = tolerance(reference.Type);
                    Close(expected, "f", row.F, f, place);
                    Close(expected, "numDf", row.NumeratorDegreesOfFreedom, 0, place);
                    Close(expected, "denDf", row.DenominatorDegreesOfFreedom!.Value, degrees, place);
                    if (expected.TryGetProperty("sumSq", out _))
                    {
                        Close(expected, "sumSq", row.SumOfSquares, f, place);
                        Close(expected, "meanSq", row.MeanSquare, f, place);
                    }

                    count++;
                }
            }
        }

        return count;
    }

    // lmerTest's types I and II take no notice of weights; and it holds a:x to be contained in b where a has a column for each level, because it reads but the ones of
    // R's matrix of factors, which has twos there.
    private static bool IsKnownToDiffer(AnovaModel model, AnovaReference reference)
        => (model.HasWeights && reference.Type != AnovaType.III) || (model.Name == "unbalanced-no-covariate-main" && reference is { Type: AnovaType.II, Term: "a:x" });

    private static void Close(JsonElement expected, WaldTest actual, double f, double degrees, string place)
    {
        Close(expected, "f", actual.F, f, place);
        Close(expected, "numDf", actual.NumeratorDegreesOfFreedom, 0, place);
        Close(expected, "denDf", actual.DenominatorDegreesOfFreedom!.Value, degrees, place);
    }

    private static void Close(JsonElement expected, string name, double actual, double tolerance, string place)
    {
        double number = AnovaReference.Number(expected.GetProperty(name));
        Assert.True(Math.Abs(actual - number) <= tolerance * Math.Abs(number), $"{place}: {name} {actual:R}, expected {number:R}");
    }

    private static double[][] Rows(Matrix matrix)
        => [.. Enumerable.Range(0, matrix.RowCount).Select(row => Enumerable.Range(0, matrix.ColumnCount).Select(column => matrix[row, column]).ToArray())];

    private static JsonDocument Recorded(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
}
