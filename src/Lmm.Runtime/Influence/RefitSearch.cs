using Lmm.Covariance;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;
using Lmm.Solver.Optimization;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Influence;

/// <summary>
/// Newton's method from θ̂ of all rows to that of the rows that are left: by the exact Hessian at every step where that is cheap, else by the expected Hessian there
/// and what that lacks of the exact one at θ̂ of all rows. It gives up where it does not come to a minimum in a few steps; the search of every fit is to be made then.
/// </summary>
internal sealed class RefitSearch
{
    private const int MostEvaluations = 8;

    /// <summary>The Newton decrement of a minimum: 3·10⁻⁹ of a standard error.</summary>
    private const double Perfect = 1e-17;

    /// <summary>The decrement that is enough where no evaluation is left: 3·10⁻⁸ of a standard error.</summary>
    private const double Enough = 1e-15;

    /// <summary>The share of the largest curvature below which the criterion is flat.</summary>
    private const double Flat = 1e-7;

    /// <summary>The share of the value that rounding may raise it by.</summary>
    private const double Rounding = 1e-11;

    private readonly double[] _theta;
    private readonly Lazy<double[]?> _lack;

    /// <summary>Takes the fit of all rows.</summary>
    /// <param name="optimum">Its optimum.</param>
    /// <param name="theta">θ̂ on the data's scale, not at a boundary.</param>
    public RefitSearch(Optimum optimum, double[] theta)
    {
        _theta = theta;
        _lack = new(() => Lack(optimum, theta));
    }

    /// <summary>Searches; false where it gives up.</summary>
    public bool TryRun(MixedModelSolver solver, Workers workers)
    {
        ProfiledCriterion criterion = solver.Criterion;
        if (solver.Refusal() is not null)
        {
            return false;
        }

        int count = criterion.ParameterCount;
        var point = new double[count];
        solver.ToWorking(_theta, point);
        bool isExact = !criterion.IsCostly && HeadedPrecision.IsAffordable(criterion.Products);
        ExactHessian? exact = isExact ? new ExactHessian(criterion, workers) : null;
        SecantHessian? secant = isExact ? null : Secant(solver, point);
        if (!isExact && secant is null)
        {
            return false;
        }

        var gradient = new double[count];
        var components = new double[count];
        var step = new double[count];
        var eigen = new ScaledEigen(count);
        double least = double.PositiveInfinity;
        for (int evaluation = 1; evaluation <= MostEvaluations; evaluation++)
        {
            double value = criterion.Value(point);
            if (!(value <= least + (Rounding * (1 + Math.Abs(value)))))
            {
                return false;
            }

            least = value;
            criterion.Gradient(gradient);
            double[] hessian = exact?.At(point) ?? secant!.At(criterion, point, gradient);
            if (!eigen.TrySet(hessian, double.Epsilon) || !(eigen.Values[0] > Flat * eigen.Largest))
            {
                return false;
            }

            eigen.Components(gradient, components);
            double decrement = 0;
            for (int index = 0; index < count; index++)
            {
                decrement += components[index] * components[index] / eigen.Values[index];
                components[index] /= -eigen.Values[index];
            }

            if (decrement <= Perfect || (evaluation == MostEvaluations && decrement <= Enough))
            {
                return IsInside(criterion, point) && !solver.IsFar;
            }

            eigen.Expand(components, step);
            VectorProducts.Add(1, step, point);
        }

        return false;
    }

    private static bool IsInside(ProfiledCriterion criterion, double[] point)
    {
        TermAxes[] axes = Array.ConvertAll(criterion.Layout.Owners, static structure => new TermAxes(structure));
        TermAxes.MoveTo(axes, criterion.Layout, point);
        return !Array.Exists(axes, static term => term.IsNearlySingular);
    }

    private SecantHessian? Secant(MixedModelSolver solver, double[] point)
    {
        if (_lack.Value is not { } lack)
        {
            return null;
        }

        // θ' = A·θ about θ̂, so that a form of θ is one of A⁻¹θ'.
        int count = point.Length;
        double[] inverse = Matrix<double>.Build.Dense(count, count, Jacobian(solver.ToWorking, _theta)).Inverse().ToColumnMajorArray();
        return new SecantHessian(Congruent(lack, inverse, count), count);
    }

    // What the expected Hessian lacks of the exact one at θ̂ of all rows, in θ on the data's scale, column by column.
    private static double[]? Lack(Optimum optimum, double[] theta)
    {
        if (optimum.Hessian.IsEmpty)
        {
            return null;
        }

        ProfiledCriterion criterion = optimum.Criterion(new Workers(1, CancellationToken.None));
        int count = theta.Length;
        var expected = new ApproximateHessian(criterion.HessianBlocks);
        criterion.Curvature(expected);
        double[] lack = optimum.Hessian.ToArray();
        double[] dense = SecantHessian.Dense(expected);
        VectorProducts.Add(-1, dense, lack);
        TermSolution[] terms = [.. Enumerable.Range(0, criterion.Products.Terms.Length).Select(index => new TermSolution(criterion, index))];
        return Congruent(lack, Jacobian(ToWorking, theta), count);

        void ToWorking(ReadOnlySpan<double> from, Span<double> to)
        {
            for (int index = 0; index < terms.Length; index++)
            {
                ParameterSlice slice = criterion.Layout[index];
                terms[index].ToWorking(slice.Of(from), slice.Of(to));
            }
        }
    }

    // AᵀFA for A held column by column.
    private static double[] Congruent(double[] form, double[] map, int count)
    {
        var matrix = Matrix<double>.Build.Dense(count, count, map);
        return matrix.TransposeThisAndMultiply(Matrix<double>.Build.Dense(count, count, form) * matrix).ToColumnMajorArray();
    }

    // The derivatives of working θ with respect to θ on the data's scale, column by column, by central differences: they need few digits.
    private static double[] Jacobian(Map toWorking, double[] theta)
    {
        const double Step = 1e-6;
        int count = theta.Length;
        double size = theta.Max(Math.Abs);
        var jacobian = new double[count * count];
        double[] moved = [.. theta];
        var above = new double[count];
        var below = new double[count];
        for (int column = 0; column < count; column++)
        {
            double step = Step * Math.Max(Math.Abs(theta[column]), 1e-3 * size);
            moved[column] = theta[column] + step;
            toWorking(moved, above);
            moved[column] = theta[column] - step;
            toWorking(moved, below);
            moved[column] = theta[column];
            for (int row = 0; row < count; row++)
            {
                jacobian[(column * count) + row] = (above[row] - below[row]) / (2 * step);
            }
        }

        return jacobian;
    }

    private delegate void Map(ReadOnlySpan<double> from, Span<double> to);
}
