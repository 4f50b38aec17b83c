using Lmm.Tests.BadInput;
using Lmm.Tests.Solver;
using Lmm.Tests.Units;

namespace Lmm.Tests.Results;

/// <summary>What a fit has one of per row is paired with the rows of the input, also where rows were dropped.</summary>
public class FitRowsTests
{
    private static readonly int[] Missing = [2, 5, 143];

    public static TheoryData<string, Estimation> Models => Sample.PlainModels;

    [Theory]
    [MemberData(nameof(Models))]
    public void Values_stand_at_the_rows_of_the_input(string formula, Estimation estimation)
    {
        (Sample sample, ModelFit fit) = Fit(formula, estimation);
        int[] kept = [.. Enumerable.Range(0, 144).Except(Missing)];
        ModelFit alone = sample.Rows(kept).Fit(formula, estimation);

        Assert.Equal(141, fit.Rows.Count);
        Assert.Equal(144, fit.Rows.InputCount);
        Assert.Equal(kept.Select(static row => row + 1), fit.Rows.Numbers);
        Assert.Equal(Missing.Select(static row => row + 1), fit.Rows.DroppedNumbers);
        Assert.Equal(alone.Rows.Numbers, Enumerable.Range(1, 141));
        foreach ((RowValues values, RowValues same) in PerRow(fit).Zip(PerRow(alone)))
        {
            Assert.Equal(same, values);
            Assert.Equal(fit.Rows.Numbers, values.RowNumbers);
            double[] all = values.ToInputRows();
            Assert.Equal(144, all.Length);
            Assert.All(Missing, row => Assert.True(double.IsNaN(all[row])));
            Assert.Equal(same, kept.Select(row => all[row]));
        }

        Assert.Equal(sample.W.Where((_, row) => !Missing.Contains(row)), fit.Weights!);
        double[] residuals = fit.Residuals.ToInputRows();
        double[] fitted = fit.FittedValues.ToInputRows();
        Assert.All(kept, row => Assert.Equal(sample.Y[row], fitted[row] + residuals[row], 1e-10));
        Assert.All(fit.Rows.Of(sample.Y).Zip(fit.FittedValues, fit.Residuals), static row => Assert.Equal(row.First, row.Second + row.Third, 1e-10));
    }

    [Fact]
    public void Without_dropped_rows_the_numbers_count_the_rows()
    {
        ModelFit fit = Sample.Draw(3).Fit("y ~ x + (1 | g)", Estimation.MaximumLikelihood);
        Assert.Equal(Enumerable.Range(1, 144), fit.Residuals.RowNumbers);
        Assert.Empty(fit.Rows.DroppedNumbers);
        double[] copy = fit.Residuals.ToInputRows();
        double first = copy[0];
        copy[0] = 1e9;
        Assert.Equal(first, fit.Residuals[0]);
        Assert.Equal(first, fit.Residuals.ToInputRows()[0]);
    }

    [Fact]
    public void Rows_of_weight_zero_have_values_and_numbers()
    {
        Sample sample = Sample.Draw(4);
        sample.W[0] = sample.W[7] = 0;
        sample.X[3] = double.NaN;
        foreach (string formula in (string[])["y ~ x", "y ~ x + (1 | g)"])
        {
            ModelFit fit = sample.Fit(formula, Estimation.MaximumLikelihood);
            Assert.Equal(141, fit.ObservationCount);
            Assert.Equal(143, fit.Rows.Count);
            Assert.Equal([4], fit.Rows.DroppedNumbers);
            Assert.Equal(0, fit.Weights!.ToInputRows()[7]);
            Assert.True(double.IsFinite(fit.Residuals.ToInputRows()[7]));
            Assert.True(double.IsNaN(fit.Residuals.ToInputRows()[3]));
        }
    }

    [Fact]
    public void Generated_fits_pair_rows_and_residuals()
    {
        Trial[] rows = [.. BadInputTests.Rows().Select((row, index) => index is 2 or 7 ? row with { Response = null } : row)];
        TrialFit fit = TrialModel.Fit(rows);
        Assert.Equal([3, 8], fit.Rows.DroppedNumbers);
        Assert.All(fit.Rows.Of(rows).Zip(fit.FittedValues, fit.Residuals), static pair => Assert.Equal(pair.First.Response!.Value, pair.Second + pair.Third, 1e-10));
        Assert.Equal(fit.Rows.Numbers, fit.ScaledResiduals.RowNumbers);
        Assert.Contains("one value per row", Assert.Throws<ArgumentException>(() => fit.Rows.Of(rows[1..])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_takes_its_response_from_the_rows_of_the_input()
    {
        (Sample sample, ModelFit fit) = Fit("y ~ x + (1 | g)", Estimation.MaximumLikelihood);
        FitWorkspace workspace = ((LinearMixedModelFit)fit).RefitWorkspace();
        double[] response = [.. sample.Y.Select(static value => 2 * value)];

        workspace.Refit([.. workspace.Rows.Of(response)]);
        Assert.Equal(2 * fit.Sigma, workspace.Sigma, 1e-6);
        Assert.Contains("3 of the input's were dropped", Assert.Throws<ArgumentException>(() => workspace.Refit(response)).Message, StringComparison.Ordinal);
        Assert.Equal(fit.Rows.Numbers, workspace.Rows.Numbers);
        Assert.Equal(fit.Rows.Numbers, workspace.Clone().Rows.Numbers);
    }

    [Fact]
    public void A_fit_from_cross_products_refuses_what_is_of_rows()
    {
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(RandomDesigns.Build("one factor, two effects", 73, weighted: false)));
        foreach (Func<object?> ask in (Func<object?>[])[() => fit.Rows, () => fit.FittedValues, () => fit.Residuals, () => fit.ScaledResiduals, () => fit.Weights])
        {
            Assert.Contains("cross-products, which hold no rows", Assert.Throws<InvalidOperationException>(ask).Message, StringComparison.Ordinal);
        }
    }

    private static (Sample Sample, ModelFit Fit) Fit(string formula, Estimation estimation)
    {
        Sample sample = Sample.Draw(5);
        double[] response = [.. sample.Y];
        response[Missing[0]] = response[Missing[1]] = response[Missing[2]] = double.NaN;
        return (sample, sample.With(y: response).Fit(formula, estimation));
    }

    private static IEnumerable<RowValues> PerRow(ModelFit fit) =>
    [
        fit.FittedValues,
        fit.Residuals,
        fit.Weights!,
        fit is LinearMixedModelFit mixed ? mixed.ScaledResiduals : ((LinearModelFit)fit).WeightedResiduals,
    ];
}
