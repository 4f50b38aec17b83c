using Lmm.Formula.Binding;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Parameters relative to a Λ₀ stand for the same covariance matrices.</summary>
public class RelativeCovarianceTests
{
    [Theory]
    [InlineData(CovarianceStructure.Unstructured)]
    [InlineData(CovarianceStructure.Diagonal)]
    public void Lambda_and_its_derivatives_are_those_of_the_structure(CovarianceStructure structure)
    {
        ICovarianceParameterization plain = CovarianceParameterization.Of(structure, 3);
        var random = new Random(2);
        double[] origin = [.. Enumerable.Range(0, plain.ParameterCount).Select(index => index == 1 ? 1e-4 : 1e3 * RandomDesigns.Normal(random))];
        double[] theta = [.. Enumerable.Range(0, plain.ParameterCount).Select(_ => 1e3 * RandomDesigns.Normal(random))];
        var relative = new RelativeCovariance(plain, origin);
        var lambda = new double[9];
        var again = new double[9];
        var parameters = new double[plain.ParameterCount];
        plain.Factor(theta, lambda);
        relative.Parameters(lambda, parameters);
        relative.Factor(parameters, again);
        Close(lambda, again, 1e-12 * 1e4);

        // Λ is linear in the parameters.
        var derivative = new double[9];
        for (int parameter = 0; parameter < parameters.Length; parameter++)
        {
            relative.Derivative(parameters, parameter, derivative);
            parameters[parameter] += 1;
            relative.Factor(parameters, lambda);
            parameters[parameter] -= 1;
            Close([.. lambda.Zip(again, static (to, from) => to - from)], derivative, 1e-12 * 1e6);
        }
    }

    [Fact]
    public void The_boundary_is_measured_in_standard_deviations_not_in_parameters()
    {
        ICovarianceParameterization plain = CovarianceParameterization.Of(CovarianceStructure.Diagonal, 2);
        var relative = new RelativeCovariance(plain, [1e6, 1]);
        var boundary = new double[2];
        Assert.False(relative.TryBoundary([1e-6, 1], 1e-3, boundary));
        Assert.True(relative.TryBoundary([1e-6, 1e-4], 1e-3, boundary));
        Assert.Equal([1e-6, 0], boundary);
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], actual[index], tolerance);
        }
    }
}
