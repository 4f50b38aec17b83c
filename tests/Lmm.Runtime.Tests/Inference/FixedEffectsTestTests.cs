using System.Text.Json;

namespace Lmm.Tests.Inference;

/// <summary>Tests of fixed effects against dense matrices (tests/reference/inference-dense.R), which have more digits than any peer.</summary>
public sealed class FixedEffectsTestTests
{
    private const string Truth = "inference-dense.json";

    /// <summary>What the optimum leaves; the dense reference is refined to the last digits.</summary>
    private const double Precise = 2e-7;

    public static TheoryData<string, DegreesOfFreedomMethod> Models()
    {
        var data = new TheoryData<string, DegreesOfFreedomMethod>();
        foreach (InferenceModel model in InferenceModel.Of(Truth))
        {
            foreach ((string name, DegreesOfFreedomMethod method) in Methods)
            {
                if (model.Reference.TryGetProperty(name, out JsonElement table) && table.ValueKind == JsonValueKind.Object)
                {
                    data.Add(model.Name, method);
                }
            }
        }

        return data;
    }

    private static readonly (string Name, DegreesOfFreedomMethod Method)[] Methods =
    [
        ("satterthwaite", DegreesOfFreedomMethod.Satterthwaite),
        ("kenwardRoger", DegreesOfFreedomMethod.KenwardRoger),
        ("kenwardRogerObserved", DegreesOfFreedomMethod.KenwardRogerObserved),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Coefficients_are_tested_as_dense_matrices_say(string name, DegreesOfFreedomMethod method)
    {
        InferenceModel model = InferenceModel.Find(Truth, name);
        JsonElement table = model.Reference.GetProperty(Methods.Single(known => known.Method == method).Name);
        FixedEffectsTests tests = model.Fit(new FitOptions { DegreesOfFreedom = method }).Tests;

        CoefficientTest[] known = [.. tests.Coefficients.Where(static test => test.IsEstimable)];

        Assert.Equal(method, tests.Method);
        Assert.Equal(InferenceModel.Numbers(table.GetProperty("se")), known.Select(static test => test.StandardError), Close(Precise));
        Assert.Equal(InferenceModel.Numbers(table.GetProperty("df")), known.Select(static test => test.DegreesOfFreedom ?? double.NaN), Close(Precise));
        Assert.Equal(InferenceModel.Numbers(table.GetProperty("p")), known.Select(static test => test.PValue ?? double.NaN), Close(1e-5));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Hypotheses_are_tested_jointly_as_dense_matrices_say(string name, DegreesOfFreedomMethod method)
    {
        InferenceModel model = InferenceModel.Find(Truth, name);
        string property = Methods.Single(known => known.Method == method).Name;
        FixedEffectsTests tests = model.Fit().Tests.With(method);
        int[] kept = [.. Enumerable.Range(0, tests.Coefficients.Count).Where(index => tests.Coefficients[index].IsEstimable)];
        foreach (JsonElement hypothesis in model.Reference.GetProperty("hypotheses").EnumerateArray())
        {
            double[,] matrix = InferenceModel.Matrix(hypothesis.GetProperty("matrix"));
            if (!hypothesis.TryGetProperty(property, out JsonElement expected) || expected.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            // A row of the reference has the estimable coefficients only.
            var whole = new double[matrix.GetLength(0), tests.Coefficients.Count];
            for (int row = 0; row < matrix.GetLength(0); row++)
            {
                for (int column = 0; column < kept.Length; column++)
                {
                    whole[row, kept[column]] = matrix[row, column];
                }
            }

            WaldTest joint = tests.Hypotheses(Matrix.Of(whole), Values(hypothesis.GetProperty("value"), matrix.GetLength(0))).Joint;

            Assert.Equal(expected.GetProperty("numDf").GetInt32(), joint.NumeratorDegreesOfFreedom);
            Assert.Equal(InferenceModel.Number(expected.GetProperty("denDf")), joint.DenominatorDegreesOfFreedom ?? double.NaN, Close(Precise * 10));
            Assert.Equal(InferenceModel.Number(expected.GetProperty("f")), joint.F, Close(Precise * 10));
        }
    }

    private static double[] Values(JsonElement value, int count)
        => value.ValueKind == JsonValueKind.Array ? InferenceModel.Numbers(value) : [.. Enumerable.Repeat(InferenceModel.Number(value), count)];

    private static EqualityComparer<double> Close(double tolerance) => EqualityComparer<double>.Create(
        (expected, actual) => (double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), 1e-300));
}
