using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Tests.ReferenceModels;

/// <summary><c>FitMany</c> of a generated model: rows, responses apart from them, typed results.</summary>
public class ManyResponsesOfRowsTests
{
    private static readonly List<SleepDay> Days = DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")));

    [Fact]
    public void The_rows_own_responses_do_not_matter()
    {
        double[] reaction = [.. Days.Select(static row => row.Reaction)];
        SleepDay[] without = [.. Days.Select(static row => row with { Reaction = double.NaN })];
        SleepDayFit alone = SleepDayModel.Fit(Days);
        SleepDayModel.Fits fits = SleepDayModel.FitMany(without, new ResponseTable([reaction], ["reaction"]));

        ResponseFit fit = fits["reaction"];
        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(alone.Objective, fit.Objective);
        Assert.Equal(alone.Days.Estimate, fits.Days[0].Estimate);
        Assert.Equal(alone.Days.StandardError, fits.Days[0].StandardError);
        Assert.Equal([alone.Intercept.Estimate], fits.Intercept.Estimates);
        Assert.Equal(alone.RandomEffects("Subject").VarianceComponent("Days").StandardDeviation, fit.VarianceComponents("Subject")[1].StandardDeviation);
        Assert.Equal(180, fit.ObservationCount);
    }

    [Fact]
    public void Rows_that_lack_a_predictor_are_left_out_of_all_responses_and_a_missing_response_of_its_own_only()
    {
        double[] reaction = [.. Days.Select(static row => row.Reaction)];
        double[] lacking = [.. reaction];
        lacking[20] = double.NaN;
        double[] doubled = [.. reaction.Select(static value => 2 * value)];
        ModelDesign design = SleepDayModel.BuildDesign(Days.Select(static (row, index) => index == 10 ? row with { Reaction = double.NaN } : row));
        ManyFits fits = LinearMixedModel.FitMany(design, new ResponseTable([reaction, lacking, doubled]));

        SleepDayFit first = SleepDayModel.Fit(Days.Where(static (_, index) => index != 10));
        SleepDayFit second = SleepDayModel.Fit(Days.Where(static (_, index) => index is not (10 or 20)));
        Assert.Equal(first.Objective, fits[0].Objective);
        Assert.Equal(second.Objective, fits[1].Objective);
        Assert.Equal([179, 178, 179], Enumerable.Range(0, 3).Select(response => fits[response].ObservationCount));
        Assert.Equal(2 * fits[0].Beta[1], fits[2].Beta[1], 1e-9);
    }

    [Fact]
    public void A_formula_known_only_at_run_time_gives_the_same_bits()
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy.csv"));
        double[] reaction = [.. Days.Select(static row => row.Reaction)];
        var responses = new ResponseTable([reaction, [double.NaN, .. reaction[1..]]]);
        ManyFits fits = Model.Parse(SleepDayModel.Formula).Bind(frame).FitMany(responses, Estimation.MaximumLikelihood);
        SleepDayModel.Fits generated = SleepDayModel.FitMany(Days, responses, Estimation.MaximumLikelihood);
        Assert.Equal(generated[0].Objective, fits[0].Objective);
        Assert.Equal(generated[1].Theta.ToArray(), fits[1].Theta.ToArray());
        Assert.Equal(generated.Days[1].Estimate, fits.Coefficient("Days")[1].Estimate);
    }

    [Fact]
    public void Coefficients_of_factors_are_found_by_their_levels()
    {
        List<Cake> cakes = DataSet.Read("cake", row => new Cake(row.Parse<short>("angle"), Enum.Parse<Recipe>(row.GetString("recipe")), row.Parse<int>("temperature"), row.Parse<byte>("replicate")));
        CakeFit alone = CakeModel.Fit(cakes, Estimation.MaximumLikelihood);
        CakeModel.Fits fits = CakeModel.FitMany(cakes, new ResponseTable([[.. cakes.Select(static cake => (double)cake.Angle)]]), Estimation.MaximumLikelihood);
        Assert.Equal(alone.Recipe[Recipe.B].Estimate, fits.Recipe[Recipe.B][0].Estimate);
        Assert.Equal(alone.Recipe[Recipe.C].StandardError, fits.Recipe[Recipe.C].StandardErrors[0]);
    }

    [Fact]
    public void A_design_without_responses_is_refused_where_one_is_needed()
    {
        var frame = new CompleteCasesBuilder("WithoutResponse", "y ~ 1 + (1 | g)", withResponse: false);
        NumericColumnBuilder response = frame.Response("y");
        KeyedFactorBuilder<int> grouping = frame.Factor<int>("g");
        for (int row = 0; row < 12; row++)
        {
            response.Add(double.NaN);
            grouping.Add(row % 3);
        }

        CompleteCases data = frame.Build();
        var design = new DesignBuilder(data);
        design.Intercept();
        design.Random(data.Factor("g"), Formula.Binding.CovarianceStructure.Unstructured).Intercept();
        ModelDesign built = design.Build();
        Assert.Equal(12, built.Rows.RowCount);
        Assert.Contains("FitMany", Assert.Throws<ArgumentException>(() => LinearMixedModel.Fit(built)).Message, StringComparison.Ordinal);
        Assert.Contains("FitMany", Assert.Throws<ArgumentException>(() => CrossProducts.Form(built)).Message, StringComparison.Ordinal);
    }
}
