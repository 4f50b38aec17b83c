using System.Text.Json;
using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

/// <summary>Predictions for new rows against R's <c>predict()</c>: tests/reference/predictions.R.</summary>
public class PredictionTests
{
    // Relative to the response, which is about 10. lme4 stops its optimizer sooner than this project does.
    private const double LinearTolerance = 1e-9;
    private const double MixedTolerance = 1e-5;

    private const int KnownRows = 27;

    private static readonly JsonElement Expected = References.Json("predictions.json");
    private static readonly JsonElement[] Linear = [.. Expected.GetProperty("linear").EnumerateArray()];
    private static readonly JsonElement[] Mixed = [.. Expected.GetProperty("mixed").EnumerateArray()];
    private static readonly ModelFrame Data = ModelMatrixData.Frame("predictions-fitted.csv");
    private static readonly ModelFrame New = ModelMatrixData.Frame("predictions.csv");

    public static TheoryData<int, string> LinearCases() => Numbered(Linear);

    public static TheoryData<int, string> MixedCases() => Numbered(Mixed);

    [Theory]
    [MemberData(nameof(LinearCases))]
    public void Linear_models_predict_as_R_does(int number, string formula)
    {
        ModelSpec spec = Bind(formula);
        LinearModelFit fit = LinearModel.Fit(DesignInterpreter.Build(spec, Data, "M"));

        AssertClose(References.Numbers(Linear[number].GetProperty("predictions")), fit.Predict(DesignInterpreter.Build(spec, New, fit.FittedRows)), LinearTolerance);
    }

    [Theory]
    [MemberData(nameof(MixedCases))]
    public void Mixed_models_predict_as_lme4_does(int number, string formula)
    {
        ModelSpec spec = Bind(formula);
        LinearMixedModelFit fit = LinearMixedModel.Fit(DesignInterpreter.Build(spec, Data, "M"), Estimation.MaximumLikelihood);
        ModelDesign design = DesignInterpreter.Build(spec, New, fit.FittedRows);

        double[] population = fit.Predict(design, new PredictionOptions { Target = PredictionTarget.Population });
        double[] conditional = fit.Predict(design, new PredictionOptions { NewLevels = NewLevels.UsePopulation });
        AssertClose(References.Numbers(Mixed[number].GetProperty("population")), population[..KnownRows], MixedTolerance);
        AssertClose(References.Numbers(Mixed[number].GetProperty("known")), conditional[..KnownRows], MixedTolerance);
        AssertClose(References.Numbers(Mixed[number].GetProperty("unknown")), conditional, MixedTolerance);
    }

    [Fact]
    public void The_fitted_rows_are_predicted_by_their_fitted_values()
    {
        ModelSpec spec = Bind("y ~ ns(x, df = 3)*f2 + scale(z) + (scale(x) | h) + (1 | f2:g)");
        LinearMixedModelFit fit = LinearMixedModel.Fit(DesignInterpreter.Build(spec, Data, "M"));

        Assert.Equal(fit.FittedValues, fit.Predict(DesignInterpreter.Build(spec, Data, fit.FittedRows)));
    }

    [Fact]
    public void Levels_that_no_fitted_row_had_are_refused_with_their_row()
    {
        ModelSpec spec = Bind("y ~ x + (1 | g)");
        LinearMixedModelFit fit = LinearMixedModel.Fit(DesignInterpreter.Build(spec, Data, "M"));
        ModelDesign design = DesignInterpreter.Build(spec, New, fit.FittedRows);

        ModelException fault = Assert.Throws<ModelException>(() => fit.Predict(design));
        Assert.StartsWith("M: row 28 has the value 's99' of g, which no row has that was fitted (they have s1,", fault.Message);
    }

    [Fact]
    public void Levels_of_fixed_effects_that_no_fitted_row_had_are_refused()
    {
        ModelSpec spec = Bind("y ~ h + x");
        LinearModelFit fit = LinearModel.Fit(DesignInterpreter.Build(spec, Data, "M"));

        ModelException fault = Assert.Throws<ModelException>(() => DesignInterpreter.Build(spec, New, fit.FittedRows));
        Assert.StartsWith("M: row 29 has the value 't99' of h", fault.Message);
    }

    [Fact]
    public void Rows_that_lack_a_value_are_predicted_as_NaN_and_no_response_is_needed()
    {
        MatrixRow[] rows = MatrixRow.Read("model-matrix.csv");
        PolynomialFit fit = PolynomialModel.Fit(rows);
        MatrixRow[] others = [rows[3] with { Y = double.NaN }, rows[4] with { X = double.NaN }, rows[5] with { Y = double.PositiveInfinity }];

        double[] predictions = fit.Predict(others);
        AssertClose([fit.FittedValues[3], fit.FittedValues[5]], [predictions[0], predictions[2]], LinearTolerance);
        Assert.Equal(double.NaN, predictions[1]);
        Assert.Empty(fit.Predict([]));
    }

    [Fact]
    public void Generated_predictions_are_those_of_the_interpreter()
    {
        MatrixRow[] rows = MatrixRow.Read("predictions-fitted.csv");
        MatrixRow[] others = MatrixRow.Read("predictions.csv");
        SplineFit fit = SplineModel.Fit(rows);
        ModelSpec spec = Bind(SplineModel.Formula);
        LinearModelFit interpreted = LinearModel.Fit(DesignInterpreter.Build(spec, Data, "M"));

        Assert.Equal(interpreted.Predict(DesignInterpreter.Build(spec, New, interpreted.FittedRows)), fit.Predict(others));
    }

    [Fact]
    public void Designs_of_other_fits_are_refused()
    {
        ModelSpec spec = Bind("y ~ scale(x)");
        LinearModelFit fit = LinearModel.Fit(DesignInterpreter.Build(spec, Data, "M"));
        LinearModelFit other = LinearModel.Fit(DesignInterpreter.Build(spec, Data, "M"));

        Assert.Throws<ArgumentException>(() => fit.Predict(DesignInterpreter.Build(spec, New, other.FittedRows)));
        Assert.Throws<ArgumentException>(() => LinearModel.Fit(DesignInterpreter.Build(spec, New, fit.FittedRows)));
    }

    private static ModelSpec Bind(string formula) => ModelBinder.Bind(formula, Data.Declarations).Spec!;

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.Equal(expected[row], actual[row], tolerance * Math.Max(1, Math.Abs(expected[row])));
        }
    }

    private static TheoryData<int, string> Numbered(JsonElement[] items)
    {
        TheoryData<int, string> cases = [];
        for (int i = 0; i < items.Length; i++)
        {
            cases.Add(i, items[i].GetProperty("formula").GetString()!);
        }

        return cases;
    }
}
