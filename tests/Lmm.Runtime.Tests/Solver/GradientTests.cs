using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Tests.ReferenceModels;
using Xunit.Abstractions;

namespace Lmm.Tests.Solver;

/// <summary>The analytic gradient against central differences extrapolated to a step of zero (Richardson; Ridders 1982).</summary>
public class GradientTests(ITestOutputHelper output)
{
    public static TheoryData<string> Shapes => RandomDesigns.Shapes;

    public static TheoryData<string> Names => ReferenceFit.Names();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_is_the_limit_of_differences_for_every_shape(string shape)
    {
        foreach (bool weighted in new[] { false, true })
        {
            ModelDesign design = RandomDesigns.Build(shape, 5, weighted);
            Check(CrossProducts.Form(design), Estimation.MaximumLikelihood, shape);
            Check(CrossProducts.Form(design), Estimation.RestrictedMaximumLikelihood, shape);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_limit_of_differences_for_the_reference_models(string name)
    {
        Check(CrossProducts.Form(ReferenceDesigns.Build(name)), ReferenceFit.Load(name).Estimation, name);
    }

    private void Check(CrossProducts products, Estimation estimation, string name)
    {
        var criterion = new ProfiledCriterion(products, estimation, new Workers(2, CancellationToken.None));
        var random = new Random(3);
        double[] theta = Enumerable.Range(0, criterion.ParameterCount).Select(_ => 0.3 + (0.5 * random.NextDouble())).ToArray();
        var gradient = new double[theta.Length];
        criterion.Value(theta);
        criterion.Gradient(gradient);
        double size = gradient.Max(Math.Abs);
        for (int parameter = 0; parameter < theta.Length; parameter++)
        {
            (double slope, double error) = Ridders(criterion, theta, parameter);
            output.WriteLine($"{name} {estimation} {parameter}: {gradient[parameter]:R} differences {slope:R} ± {error:E1}");
            Assert.InRange(Math.Abs(gradient[parameter] - slope), 0, 1e-8 * Math.Max(1, size));
        }
    }

    private static (double Slope, double Error) Ridders(ProfiledCriterion criterion, double[] theta, int parameter)
    {
        const int Rows = 8;
        const double Shrink = 1.6;
        var table = new double[Rows, Rows];
        double step = 0.1;
        double best = 0;
        double error = double.PositiveInfinity;
        for (int row = 0; row < Rows; row++, step /= Shrink)
        {
            table[0, row] = (At(step) - At(-step)) / (2 * step);
            double factor = Shrink * Shrink;
            for (int order = 1; order <= row; order++, factor *= Shrink * Shrink)
            {
                table[order, row] = ((table[order - 1, row] * factor) - table[order - 1, row - 1]) / (factor - 1);
                double here = Math.Max(Math.Abs(table[order, row] - table[order - 1, row]), Math.Abs(table[order, row] - table[order - 1, row - 1]));
                if (here < error)
                {
                    error = here;
                    best = table[order, row];
                }
            }
        }

        return (best, error);

        double At(double distance)
        {
            double[] point = (double[])theta.Clone();
            point[parameter] += distance;
            return criterion.Value(point);
        }
    }
}
