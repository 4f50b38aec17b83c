using Lmm.Crossing;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Tests.Solver.Expansion;

/// <summary>
/// The second derivatives of the profiled criterion as in a textbook (Harville 1977): H = W⁻¹ + ZΣZᵀ, Hᵢ and Hᵢⱼ as matrices of the order of the rows, traces by a dense
/// inverse. Slow and plain, to check the solver against.
/// </summary>
internal sealed class DenseHessian
{
    private readonly ModelDesign _design;
    private readonly CrossProducts _products;
    private readonly int _rows;
    private readonly int _degrees;
    private readonly Matrix<double> _x;
    private readonly Matrix<double> _inverse;
    private readonly Matrix<double> _covariance;
    private readonly (int Part, Matrix<double> Direction)[] _directions;
    private readonly Vector<double> _residualSlopes;
    private readonly Matrix<double>[] _slopes;

    /// <param name="design">The design; X must have full rank.</param>
    /// <param name="products">Its cross-products, for the working effects of each part of a random term.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="factors">For each part an M with Σ = MMᵀ, over σ², in working effects.</param>
    /// <param name="directions">The part and ∂M of each coordinate, in which M is linear.</param>
    public DenseHessian(ModelDesign design, CrossProducts products, Estimation estimation, Matrix<double>[] factors, (int Part, Matrix<double> Direction)[] directions)
    {
        (_design, _products, _directions) = (design, products, directions);
        _rows = design.Rows.RowCount;
        bool isRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
        _x = Matrix<double>.Build.Dense(_rows, design.FixedEffects.ColumnCount, (row, column) => design.FixedEffects.Columns[column][row]);
        _degrees = _rows - (isRestricted ? _x.ColumnCount : 0);
        Matrix<double> h = Matrix<double>.Build.Diagonal(_rows, _rows, row => design.Weights is null ? 1 : 1 / design.Weights[row]);
        for (int part = 0; part < factors.Length; part++)
        {
            h += OfRows(part, factors[part] * factors[part].Transpose());
        }

        Vector<double> y = Vector<double>.Build.Dense(_rows, row => design.Response.Values[row] - (design.Offset?[row] ?? 0));
        _inverse = h.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(_rows));
        Matrix<double> solved = _inverse * _x;
        _covariance = _x.TransposeThisAndMultiply(solved).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(_x.ColumnCount));
        Matrix<double> projected = _inverse - (solved * _covariance * solved.Transpose());
        Vector<double> residual = projected * y;
        double square = y * residual;

        Matrix<double> trace = isRestricted ? projected : _inverse;
        int count = directions.Length;
        _slopes = [.. Enumerable.Range(0, count).Select(index => OfRows(directions[index].Part, Symmetric(directions[index].Direction * factors[directions[index].Part].Transpose())))];
        Matrix<double>[] mixed = Array.ConvertAll(_slopes, slope => trace * slope);
        Vector<double>[] scores = Array.ConvertAll(_slopes, slope => slope * residual);
        _residualSlopes = Vector<double>.Build.Dense(count, index => -(residual * scores[index]) / square);
        Hessian = new double[count * count];
        for (int first = 0; first < count; first++)
        {
            for (int second = 0; second < count; second++)
            {
                double value = -mixed[first].PointwiseMultiply(mixed[second].Transpose()).RowSums().Sum();
                double bend = 2 * (scores[first] * (projected * scores[second]));
                if (directions[first].Part == directions[second].Part)
                {
                    Matrix<double> curved = OfRows(directions[first].Part, Symmetric(directions[first].Direction * directions[second].Direction.Transpose()));
                    value += trace.PointwiseMultiply(curved).RowSums().Sum();
                    bend -= residual * (curved * residual);
                }

                Hessian[(first * count) + second] = value + (_degrees * ((bend / square) - (_residualSlopes[first] * _residualSlopes[second])));
            }
        }
    }

    /// <summary>The Hessian, row by row.</summary>
    public double[] Hessian { get; }

    /// <summary>Satterthwaite's degrees of freedom of a function of the coefficients: 2/(2/d + 2gᵀH⁺g), for coordinates of which some may do nothing.</summary>
    public double DegreesOfFreedom(Vector<double> function)
    {
        int count = _directions.Length;
        double variance = function * (_covariance * function);
        Vector<double> solved = _inverse * (_x * (_covariance * function));
        Vector<double> gradient = Vector<double>.Build.Dense(Math.Max(1, count), index => index < count ? (solved * (_slopes[index] * solved) / variance) + _residualSlopes[index] : 0);
        double relative = 2.0 / _degrees;
        if (count > 0)
        {
            var eigen = Matrix<double>.Build.Dense(count, count, (row, column) => (Hessian[(row * count) + column] + Hessian[(column * count) + row]) / 2).Evd(Symmetricity.Symmetric);
            double largest = eigen.EigenValues.Max(static value => Math.Abs(value.Real));
            for (int index = 0; index < count; index++)
            {
                double component = eigen.EigenVectors.Column(index) * gradient;
                relative += eigen.EigenValues[index].Real > 1e-7 * largest ? 2 * component * component / eigen.EigenValues[index].Real : 0;
            }
        }

        return 2 / relative;
    }

    // A + Aᵀ.
    private static Matrix<double> Symmetric(Matrix<double> matrix) => matrix + matrix.Transpose();

    // Z(I ⊗ C)Zᵀ for a matrix over the working effects of a part, whose columns are the data's times a matrix.
    private Matrix<double> OfRows(int part, Matrix<double> covariance)
    {
        RandomTermLayout layout = _products.Terms[part];
        Matrix<double> map = Matrix<double>.Build.DenseOfArray(layout.Basis.FromData);
        RandomEffectsDesign term = _design.RandomTerms[layout.Term];
        int[] codes = term.Grouping.Codes;
        var z = Matrix<double>.Build.Dense(_rows, layout.EffectCount, (row, effect) => term.Matrix.Columns[layout.FirstColumn + effect][row]);
        Matrix<double> all = z * map * covariance * map.Transpose() * z.Transpose();
        return Matrix<double>.Build.Dense(_rows, _rows, (row, column) => codes[row] == codes[column] ? all[row, column] : 0);
    }
}
