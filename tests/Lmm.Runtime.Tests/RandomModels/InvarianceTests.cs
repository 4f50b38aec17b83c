using Lmm.Design;

namespace Lmm.Tests.RandomModels;

/// <summary>What the estimates must not depend on.</summary>
public class InvarianceTests
{
    public static TheoryData<string> Models => RandomModel.Labels();

    [Theory]
    [MemberData(nameof(Models))]
    public void The_order_of_rows_does_not_matter(string label)
    {
        RandomModel model = RandomModel.Find(label);
        ModelFrame data = model.Data();
        LinearMixedModelFit fit = LinearMixedModel.Fit(model.Design(data), model.Estimation);
        int[] order = [.. Enumerable.Range(0, data.RowCount)];
        new Random(data.RowCount).Shuffle(order);
        LinearMixedModelFit shuffled = LinearMixedModel.Fit(model.Design(model.Data(order)), model.Estimation);

        // Relative; the estimates to half the digits that the objective has, about its flat optimum.
        Assert.InRange(shuffled.Objective, fit.Objective - (1e-10 * Math.Abs(fit.Objective)), fit.Objective + (1e-10 * Math.Abs(fit.Objective)));
        Discrepancies found = new();
        found.Check("sigma", fit.Sigma, shuffled.Sigma, 1e-8 * fit.Sigma);
        foreach (Coefficient coefficient in fit.Coefficients.Where(static coefficient => coefficient.IsEstimable))
        {
            found.Check(coefficient.Name, coefficient.Estimate, shuffled.Coefficients[coefficient.Name].Estimate, 1e-7 * coefficient.StandardError);
            found.Check("se " + coefficient.Name, coefficient.StandardError, shuffled.Coefficients[coefficient.Name].StandardError, 1e-7 * coefficient.StandardError);
        }

        Assert.True(found.None, found.ToString());
    }

    [Theory]
    [InlineData("y ~ x * f + (x | g) + (1 | h)")]
    [InlineData("y ~ x + (x || g) + (f | h)")]
    [InlineData("y ~ x + (x | g/k)")]
    public void The_number_of_threads_does_not_change_a_bit(string formula)
    {
        ModelFrame data = ManyRows();
        Lmm.Formula.Binding.ModelSpec spec = Lmm.Formula.Binding.ModelBinder.Bind(formula, data.Declarations).Spec!;
        ModelDesign design = DesignInterpreter.Build(spec, data, "M");
        LinearMixedModelFit[] fits = [.. new[] { 1, 2, 4 }.Select(threads => LinearMixedModel.Fit(design, options: new FitOptions { MaximumThreads = threads }))];
        foreach (LinearMixedModelFit fit in fits[1..])
        {
            Assert.Equal(fits[0].Objective, fit.Objective);
            Assert.Equal(fits[0].Theta, fit.Theta);
            Assert.Equal(fits[0].Coefficients, fit.Coefficients);
            for (int term = 0; term < fit.Solution.RandomTerms.Length; term++)
            {
                Assert.Equal(fits[0].Solution.RandomTerms[term].Modes, fit.Solution.RandomTerms[term].Modes);
                Assert.Equal(fits[0].Solution.RandomTerms[term].ModeCovariances, fit.Solution.RandomTerms[term].ModeCovariances);
            }
        }
    }

    private static ModelFrame ManyRows()
    {
        const int Rows = 30_000;
        Random random = new(11);
        int[] g = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(900))];
        int[] h = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(60))];
        int[] k = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(4))];
        double[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, Rows).Select(row => x[row] * (1 + Math.Sin(g[row])) + Math.Cos(h[row]) + Math.Sin((5 * g[row]) + k[row]) + random.NextDouble())];
        return new ModelFrame(
            FrameColumn.Numeric("y", y),
            FrameColumn.Numeric("x", x),
            FrameColumn.Text("f", h.Select((code, row) => "abc"[(code + row) % 3].ToString())),
            FrameColumn.Text("g", g.Select(static code => $"g{code}")),
            FrameColumn.Text("h", h.Select(static code => $"h{code}")),
            FrameColumn.Text("k", k.Select(static code => $"k{code}")));
    }
}
