using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Information;

/// <summary>
/// The criterion to second order in some coordinates, and β̂'s covariance matrix and r² to first, by differentiating the factorisation and the gradient forward along
/// each coordinate: for sparse factors and sizes where ZᵀH⁻¹Z cannot be formed.
/// </summary>
/// <remarks>
/// The gradient is ∂ᵢf = 2⟨Dᵢ, S⟩ with DᵢΛᵀ + ΛDᵢᵀ = ∂ᵢΣ and S = ΓΛ, Γ = ∂f/∂Σ = ΣR − wΣvvᵀ, w = d/r². With dⱼ the derivative along Λ + tDⱼ, dⱼS = dⱼΓΛ + ΓDⱼ, so that
/// ∂ᵢⱼf = tr(dⱼΓ∂ᵢΣ) + tr(Γ∂ᵢⱼΣ) = 2⟨Dᵢ, dⱼS⟩ + tr(Γ(∂ᵢⱼΣ − DᵢDⱼᵀ − DⱼDᵢᵀ)). The last term is zero where M of the coordinates is linear in them: nothing is divided by Λ there.
/// dⱼr² = −2⟨Dⱼ, ΣvvᵀΛ⟩ and dⱼw = −w dⱼr²/r².
/// </remarks>
internal sealed class TangentExpansion
{
    private readonly ProfiledCriterion _criterion;
    private readonly RandomTermLayout[] _terms;
    private readonly double[][] _direction;
    private readonly double[][] _scaled;
    private readonly double[][] _slopes;

    private TangentExpansion(ProfiledCriterion criterion, CovarianceTangents tangents)
    {
        _criterion = criterion;
        _terms = criterion.Products.Terms;
        double[][] lambda = criterion.Lambda;
        _direction = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
        _slopes = Array.ConvertAll(lambda, static matrix => new double[matrix.Length]);
        var theta = new double[criterion.ParameterCount];
        double[][] directions = tangents.FactorDirections(criterion.Layout, theta);
        criterion.Finish(theta);
        _scaled = [.. lambda.Select((matrix, factor) => ScoreTimes(criterion.Sums(factor).Score, matrix, criterion.Sums(factor).EffectCount))];
        int count = tangents.Count;
        Hessian = new double[count * count];
        CovarianceSlopes = new double[count][];
        ResidualSlopes = new double[count];
        FixedEffectsCovariance = criterion.Estimates.FixedEffectsCovariance.ToArray();
        Linearized linearized = criterion.Linearize();
        for (int column = 0; column < count; column++)
        {
            Place(tangents.TermOf(column), directions[column]);
            FactorTangent tangent = linearized.Along(_direction);
            CovarianceSlopes[column] = tangent.FixedEffectsCovariance.ToArray();
            ResidualSlopes[column] = -2 * Sum(tangents.TermOf(column), directions[column], _scaled) / criterion.Factored.ResidualSumOfSquares;
            Differentiate(tangent, ResidualSlopes[column]);
            for (int row = 0; row < count; row++)
            {
                Hessian[(row * count) + column] = 2 * Sum(tangents.TermOf(row), directions[row], _slopes);
            }
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double bent = tangents.TermOf(row) == tangents.TermOf(column) && !_terms[tangents.TermOf(row)].Covariance.HasFaces
                    ? Bend(tangents, row, column, directions)
                    : 0;
                double mean = ((Hessian[(row * count) + column] + Hessian[(column * count) + row]) / 2) + bent;
                Hessian[(row * count) + column] = Hessian[(column * count) + row] = mean;
            }
        }
    }

    /// <summary>The Hessian, row by row.</summary>
    public double[] Hessian { get; }

    /// <summary>The covariance matrix of the working β over σ², rank × rank, row by row.</summary>
    public double[] FixedEffectsCovariance { get; }

    /// <summary>Its derivative along each coordinate.</summary>
    public double[][] CovarianceSlopes { get; }

    /// <summary>The derivative of log r² along each coordinate.</summary>
    public double[] ResidualSlopes { get; }

    /// <summary>Evaluates a criterion at the point of some coordinates, and expands it there.</summary>
    /// <param name="criterion">The criterion, whose factorisation has derivatives.</param>
    /// <param name="tangents">The coordinates.</param>
    public static TangentExpansion Of(ProfiledCriterion criterion, CovarianceTangents tangents) => new(criterion, tangents);

    // A direction of one term in those of all grouping factors.
    private void Place(int term, double[] direction)
    {
        foreach (double[] matrix in _direction)
        {
            Array.Clear(matrix);
        }

        RandomTermLayout own = _terms[term];
        int k = own.EffectCount;
        int width = _criterion.Products.Factors[own.Factor].EffectCount;
        for (int row = 0; row < k; row++)
        {
            direction.AsSpan(row * k, k).CopyTo(_direction[own.Factor].AsSpan(((own.Offset + row) * width) + own.Offset));
        }
    }

    // ⟨D, S⟩ for a direction of a term.
    private double Sum(int term, double[] direction, double[][] slopes)
    {
        RandomTermLayout own = _terms[term];
        int k = own.EffectCount;
        int width = _criterion.Products.Factors[own.Factor].EffectCount;
        double sum = 0;
        for (int row = 0; row < k; row++)
        {
            sum += LevelBlock.Dot(direction.AsSpan(row * k, k), slopes[own.Factor].AsSpan(((own.Offset + row) * width) + own.Offset, k));
        }

        return sum;
    }

    // dS = d(ΣR Λ) − dw ΣvvᵀΛ − w(d(Σvvᵀ)Λ + Σvvᵀ dΛ).
    private void Differentiate(FactorTangent tangent, double residualSlope)
    {
        double weight = _criterion.ResidualWeight;
        for (int factor = 0; factor < _slopes.Length; factor++)
        {
            FactorSums sums = _criterion.Sums(factor);
            double[] own = ScoreTimes(tangent.Score(factor), _criterion.Lambda[factor], sums.EffectCount);
            double[] moved = ScoreTimes(sums.Score, _direction[factor], sums.EffectCount);
            for (int entry = 0; entry < own.Length; entry++)
            {
                _slopes[factor][entry] = tangent.DeterminantSlope(factor)[entry] - (weight * (own[entry] + moved[entry] - (residualSlope * _scaled[factor][entry])));
            }
        }
    }

    // tr(Γ(∂ᵢⱼΣ − DᵢDⱼᵀ − DⱼDᵢᵀ)).
    private double Bend(CovarianceTangents tangents, int first, int second, double[][] directions)
    {
        RandomTermLayout own = _terms[tangents.TermOf(first)];
        int k = own.EffectCount;
        int width = _criterion.Products.Factors[own.Factor].EffectCount;
        var slope = new double[width * width];
        _criterion.Sums(own.Factor).CovarianceSlope(_criterion.Lambda[own.Factor], _criterion.ResidualWeight, slope);
        double[] bent = tangents.SecondOf(first, second);
        double sum = 0;
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                double plain = LevelBlock.Dot(directions[first].AsSpan(row * k, k), directions[second].AsSpan(column * k, k))
                    + LevelBlock.Dot(directions[second].AsSpan(row * k, k), directions[first].AsSpan(column * k, k));
                sum += slope[((own.Offset + row) * width) + own.Offset + column] * (bent[(row * k) + column] - plain);
            }
        }

        return sum;
    }

    // A symmetric matrix, of which the lower triangle is given, times another; k × k.
    private static double[] ScoreTimes(ReadOnlySpan<double> triangle, double[] matrix, int k)
    {
        var product = new double[k * k];
        for (int row = 0; row < k; row++)
        {
            for (int inner = 0; inner < k; inner++)
            {
                VectorProducts.Add(triangle[FactorSums.Place(row, inner)], matrix.AsSpan(inner * k, k), product.AsSpan(row * k, k));
            }
        }

        return product;
    }
}
