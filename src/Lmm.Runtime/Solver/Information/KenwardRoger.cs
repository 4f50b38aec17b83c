using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Expansion;

namespace Lmm.Solver.Information;

/// <summary>
/// The covariance matrix of β̂ adjusted for the uncertainty of the variances, and degrees of freedom that go with it, for a response whose covariance matrix
/// V is linear in its parameters. All is in the basis of X in which XᵀH⁻¹X is the identity, and in units of σ².
/// </summary>
/// <remarks>
/// Source: Kenward &amp; Roger, Biometrics 53, 1997. With W the covariance matrix of the parameters, Pᵢ = −XᵀV⁻¹VᵢV⁻¹X and Qᵢⱼ = XᵀV⁻¹VᵢV⁻¹VⱼV⁻¹X, the
/// adjusted matrix is Φ + 2Φ(ΣWᵢⱼ(Qᵢⱼ − PᵢΦPⱼ))Φ. It does not depend on the basis of the linear space that V lies in, so the last direction is
/// V itself in place of the identity: with it PHP = P makes every trace and form one that is there already.
/// </remarks>
internal sealed class KenwardRoger
{
    private readonly VarianceExpansion _expansion;
    private readonly double[][] _directions;
    private readonly double[][] _forms;
    private readonly double[] _weights;

    private KenwardRoger(VarianceExpansion expansion, double[][] directions, double[] information)
    {
        (_expansion, _directions) = (expansion, directions);
        Count = directions.Length + 1;
        _forms = [.. directions.Select(Form), Identity()];
        _weights = InformationInverse.Of(information, Count);
        Adjusted = Adjust();
    }

    /// <summary>The number of parameters.</summary>
    public int Count { get; }

    /// <summary>The adjusted form of Φ, which is the identity; rank × rank, row by row.</summary>
    public double[] Adjusted { get; }

    private int Rank => _expansion.Rank;

    /// <summary>By the expected information of all parameters, variances of zero included.</summary>
    /// <returns>The adjustment; null where some covariance structure is not linear in its parameters.</returns>
    public static KenwardRoger? Expected(VarianceExpansion expansion, CrossProducts products)
        => LinearDirections(expansion.Entries, products) is { } directions
            ? new KenwardRoger(expansion, directions, Information(directions, expansion.TraceOfProduct, expansion.Trace, expansion.DegreesOfFreedom))
            : null;

    /// <summary>By the observed information, along the face of the covariance matrices that the fit lies on.</summary>
    /// <returns>The adjustment; null where some covariance structure is not linear in its parameters.</returns>
    public static KenwardRoger? Observed(VarianceExpansion expansion, CovarianceTangents tangents, CrossProducts products)
    {
        bool isOnFace = tangents.Missing.Count > 0;
        if ((isOnFace ? tangents.Directions : LinearDirections(expansion.Entries, products)) is not { } directions)
        {
            return null;
        }

        double[] information = Information(
            directions,
            (first, second) => (2 * expansion.Weight * expansion.CrossScore(first, second)) - expansion.TraceOfProduct(first, second),
            entry => (2 * expansion.Weight * expansion.Score(entry)) - expansion.Trace(entry),
            expansion.DegreesOfFreedom);
        for (int first = 0; isOnFace && first < directions.Length; first++)
        {
            for (int second = 0; second < directions.Length; second++)
            {
                // Σ is curved along a face, and the slope of the criterion counts.
                information[(first * (directions.Length + 1)) + second] += tangents.Second(first, second) is { } curved ? Linear(curved, expansion.Slope) / 2 : 0;
            }
        }

        return new KenwardRoger(expansion, directions, information);
    }

    /// <summary>The denominator degrees of freedom, and the factor of F, for functions of β̂ that are orthonormal in the basis; rows × rank.</summary>
    public (double DegreesOfFreedom, double Scale) Moments(double[] functions, int rows)
    {
        int rank = Rank;
        var traces = new double[Count];
        var squares = new double[Count][];
        for (int parameter = 0; parameter < Count; parameter++)
        {
            squares[parameter] = new double[rows * rows];
            for (int row = 0; row < rows; row++)
            {
                var half = new double[rank];
                for (int inner = 0; inner < rank; inner++)
                {
                    VectorProducts.Add(functions[(row * rank) + inner], _forms[parameter].AsSpan(inner * rank, rank), half);
                }

                for (int column = 0; column < rows; column++)
                {
                    squares[parameter][(row * rows) + column] = VectorProducts.Dot(half, functions.AsSpan(column * rank, rank));
                }

                traces[parameter] += squares[parameter][(row * rows) + row];
            }
        }

        double product = 0;
        double square = 0;
        for (int first = 0; first < Count; first++)
        {
            for (int second = 0; second < Count; second++)
            {
                double weight = _weights[(first * Count) + second];
                product += weight * traces[first] * traces[second];
                square += weight * VectorProducts.Dot(squares[first], squares[second]);
            }
        }

        return KenwardRogerMoments.Match(rows, product, square);
    }

    // A basis of the linear space of all terms' covariance matrices.
    private static double[][]? LinearDirections(CovarianceEntries entries, CrossProducts products)
    {
        List<double[]> directions = [];
        foreach (RandomTermLayout term in products.Terms)
        {
            ICovarianceParameterization structure = term.Covariance;
            if (structure.CovarianceDimension == 0)
            {
                return null;
            }

            for (int index = 0; index < structure.CovarianceDimension; index++)
            {
                var matrix = new double[term.EffectCount * term.EffectCount];
                structure.CovarianceBasis(index, matrix);
                var vector = new double[entries.Count];
                entries.Add(term, matrix, 1, vector);
                directions.Add(vector);
            }
        }

        return [.. directions];
    }

    // The directions, then H.
    private static double[] Information(double[][] directions, Func<int, int, double> product, Func<int, double> trace, double residual)
    {
        int count = directions.Length + 1;
        var information = new double[count * count];
        for (int first = 0; first < directions.Length; first++)
        {
            for (int second = 0; second <= first; second++)
            {
                information[(first * count) + second] = information[(second * count) + first] = Bilinear(directions[first], directions[second], product) / 2;
            }

            information[(first * count) + count - 1] = information[((count - 1) * count) + first] = Linear(directions[first], trace) / 2;
        }

        information[^1] = residual / 2;
        return information;
    }

    private static double Linear(double[] direction, Func<int, double> value)
    {
        double sum = 0;
        for (int entry = 0; entry < direction.Length; entry++)
        {
            sum += direction[entry] == 0 ? 0 : direction[entry] * value(entry);
        }

        return sum;
    }

    private static double Bilinear(double[] first, double[] second, Func<int, int, double> value)
        => Linear(first, row => Linear(second, column => value(row, column)));

    // −P.
    private double[] Form(double[] direction)
    {
        var matrix = new double[Rank * Rank];
        for (int entry = 0; entry < direction.Length; entry++)
        {
            for (int row = 0; direction[entry] != 0 && row < Rank; row++)
            {
                VectorProducts.Add(direction[entry], _expansion.Forms[entry].AsSpan(row * (Rank + 1), Rank), matrix.AsSpan(row * Rank, Rank));
            }
        }

        return matrix;
    }

    private double[] Identity()
    {
        var matrix = new double[Rank * Rank];
        for (int row = 0; row < Rank; row++)
        {
            matrix[(row * Rank) + row] = 1;
        }

        return matrix;
    }

    // I + 2ΣWᵢⱼ(Qᵢⱼ − PᵢPⱼ); what has H in it vanishes, for QᵢH is −Pᵢ.
    private double[] Adjust()
    {
        int entries = _expansion.Entries.Count;
        var weights = new double[entries * entries];
        for (int first = 0; first < _directions.Length; first++)
        {
            for (int second = 0; second < _directions.Length; second++)
            {
                double weight = _weights[(first * Count) + second];
                for (int row = 0; row < entries; row++)
                {
                    VectorProducts.Add(weight * _directions[first][row], _directions[second], weights.AsSpan(row * entries, entries));
                }
            }
        }

        double[] adjusted = Identity();
        double[][] crosses = _expansion.CrossForms();
        for (int first = 0; first < entries; first++)
        {
            for (int second = 0; second < entries; second++)
            {
                double weight = 2 * weights[(first * entries) + second];
                for (int row = 0; weight != 0 && row < Rank; row++)
                {
                    Span<double> target = adjusted.AsSpan(row * Rank, Rank);
                    VectorProducts.Add(weight, crosses[(first * entries) + second].AsSpan(row * (Rank + 1), Rank), target);
                    for (int inner = 0; inner < Rank; inner++)
                    {
                        VectorProducts.Add(-weight * _expansion.Forms[first][(row * (Rank + 1)) + inner], _expansion.Forms[second].AsSpan(inner * (Rank + 1), Rank), target);
                    }
                }
            }
        }

        for (int row = 0; row < Rank; row++)
        {
            for (int column = 0; column < row; column++)
            {
                double mean = (adjusted[(row * Rank) + column] + adjusted[(column * Rank) + row]) / 2;
                adjusted[(row * Rank) + column] = adjusted[(column * Rank) + row] = mean;
            }
        }

        return adjusted;
    }
}
