using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// The criterion and the covariance matrix of β̂ to second order in the covariance matrices Σ (over σ²) of the random effects, at an estimate: all
/// that tests and intervals need of the variances' uncertainty. X is taken in the basis in which XᵀH⁻¹X is the identity.
/// </summary>
/// <remarks>
/// With G = ZEZᵀ for an entry E and P = H⁻¹ − H⁻¹X(XᵀH⁻¹X)⁻¹XᵀH⁻¹: ∂f = tr(PG) − w·yᵀPGPy and
/// ∂²f = −tr(PGPG') + 2w·yᵀPGPG'Py − (w²/d)(yᵀPGPy)(yᵀPG'Py) for REML, with H⁻¹ for P in the traces for maximum likelihood; w = d/r². Nothing
/// is of the order of the rows: all of it is in ZᵀH⁻¹Z, ZᵀH⁻¹X and ZᵀH⁻¹y. Source: Harville, J. Am. Stat. Assoc. 72, 1977.
/// </remarks>
internal sealed class VarianceExpansion
{
    private readonly CrossProducts _products;
    private readonly EffectPrecision _precision;
    private readonly CrossDiagonals _diagonals;
    private readonly double[] _columns;
    private readonly double[] _lower;
    private readonly double[] _response;
    private readonly double[] _slopes;
    private readonly double[] _curvatures;
    private readonly double[] _half;
    private readonly int _width;

    /// <summary>Makes room for expansions.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="precision">ZᵀH⁻¹Z.</param>
    /// <param name="entries">The entries of Σ.</param>
    /// <param name="isRestricted">Whether the criterion is that of REML.</param>
    public VarianceExpansion(CrossProducts products, EffectPrecision precision, CovarianceEntries entries, bool isRestricted)
    {
        (_products, _precision, Entries, IsRestricted) = (products, precision, entries, isRestricted);
        Rank = products.FixedEffects.Rank;
        _width = Rank + 1;
        DegreesOfFreedom = products.RowCount - (isRestricted ? Rank : 0);
        int count = entries.Count;
        Root = new double[Rank * Rank];
        Forms = [.. Enumerable.Range(0, count).Select(_ => new double[_width * _width])];
        PlainTraces = new double[count];
        PlainProducts = new double[count * count];
        _columns = new double[precision.RowCount * _width];
        _diagonals = new CrossDiagonals(products, precision, entries, _columns, isRestricted);
        _lower = new double[Rank * Rank];
        _response = new double[Rank];
        _slopes = new double[count];
        _curvatures = new double[count * count];
        _half = new double[count];
    }

    /// <summary>Expands about Λ, by grouping factor; false where the criterion has no value there.</summary>
    public bool TryForm(double[][] lambda)
    {
        if (!_precision.TryForm(lambda) || !TryWhiten())
        {
            return false;
        }

        for (int entry = 0; entry < Forms.Length; entry++)
        {
            Sum(entry, _columns, _columns, Forms[entry]);
        }

        _precision.FirstTraces(PlainTraces);
        _precision.SecondTraces(PlainProducts);
        _diagonals.Form();
        return true;
    }

    /// <summary>The entries of Σ.</summary>
    public CovarianceEntries Entries { get; }

    /// <summary>True for the REML criterion.</summary>
    public bool IsRestricted { get; }

    /// <summary>The rank of X.</summary>
    public int Rank { get; }

    /// <summary>d, n or n less the rank of X for REML.</summary>
    public long DegreesOfFreedom { get; }

    /// <summary>w = d/r².</summary>
    public double Weight { get; private set; }

    /// <summary>R with RRᵀ = (XᵀH⁻¹X)⁻¹, rank × rank, row by row: X·R is the basis of all forms.</summary>
    public double[] Root { get; }

    /// <summary>For each entry [XR e]ᵀH⁻¹GH⁻¹[XR e] with H⁻¹e = Py, (rank + 1)², row by row.</summary>
    public double[][] Forms { get; }

    /// <summary>tr(H⁻¹G) for each entry.</summary>
    public double[] PlainTraces { get; }

    /// <summary>tr(H⁻¹GH⁻¹G') for each two entries, row by row.</summary>
    public double[] PlainProducts { get; }

    /// <summary>yᵀPGPy.</summary>
    public double Score(int entry) => Forms[entry][^1];

    /// <summary>tr(PG).</summary>
    public double Trace(int entry)
    {
        double trace = PlainTraces[entry];
        for (int column = 0; column < Rank; column++)
        {
            trace -= Forms[entry][(column * _width) + column];
        }

        return trace;
    }

    /// <summary>tr(PGPG'), for REML.</summary>
    public double TraceOfProduct(int first, int second)
    {
        double[] one = Forms[first];
        double[] two = Forms[second];
        double trace = PlainProducts[(first * Entries.Count) + second] - (2 * _diagonals.Trace(first, second));
        for (int row = 0; row < Rank; row++)
        {
            trace += VectorProducts.Dot(one.AsSpan(row * _width, Rank), two.AsSpan(row * _width, Rank));
        }

        return trace;
    }

    /// <summary>yᵀPGPG'Py.</summary>
    public double CrossScore(int first, int second)
        => _diagonals.Score(first, second)
            - VectorProducts.Dot(Forms[first].AsSpan(Rank * _width, Rank), Forms[second].AsSpan(Rank * _width, Rank));

    /// <summary>∂f along an entry.</summary>
    public double Slope(int entry) => (IsRestricted ? Trace(entry) : PlainTraces[entry]) - (Weight * Score(entry));

    /// <summary>∂²f along two entries.</summary>
    public double Curvature(int first, int second)
        => (2 * Weight * CrossScore(first, second))
            - (IsRestricted ? TraceOfProduct(first, second) : PlainProducts[(first * Entries.Count) + second])
            - (Weight * Weight / DegreesOfFreedom * Score(first) * Score(second));

    /// <summary>The Hessian in some coordinates, d × d, row by row.</summary>
    public double[] Hessian(CovarianceTangents tangents)
    {
        var hessian = new double[tangents.Count * tangents.Count];
        Hessian(tangents, hessian);
        return hessian;
    }

    /// <summary>Writes the Hessian of the criterion in some coordinates of Σ, count × count, row by row; σ² and β are profiled out.</summary>
    public void Hessian(CovarianceTangents tangents, Span<double> hessian)
    {
        int count = Entries.Count;
        for (int first = 0; first < count; first++)
        {
            _slopes[first] = Slope(first);
            for (int second = 0; second <= first; second++)
            {
                _curvatures[(first * count) + second] = _curvatures[(second * count) + first] = Curvature(first, second);
            }
        }

        for (int first = 0; first < tangents.Count; first++)
        {
            Array.Clear(_half);
            for (int entry = 0; entry < count; entry++)
            {
                VectorProducts.Add(tangents.Directions[first][entry], _curvatures.AsSpan(entry * count, count), _half);
            }

            for (int second = 0; second <= first; second++)
            {
                double sum = VectorProducts.Dot(_half, tangents.Directions[second]);
                sum += tangents.Second(first, second) is { } curved ? VectorProducts.Dot(_slopes, curved) : 0;
                hessian[(first * tangents.Count) + second] = hessian[(second * tangents.Count) + first] = sum;
            }
        }
    }

    /// <summary>For each two entries [XR e]ᵀH⁻¹GH⁻¹G'H⁻¹[XR e], (rank + 1)², row by row; entry · count + entry'.</summary>
    public double[][] CrossForms()
    {
        int count = Entries.Count;
        var forms = new double[count * count][];
        var direction = new double[_columns.Length];
        var product = new double[_columns.Length];
        for (int second = 0; second < count; second++)
        {
            WriteDirection(second, direction);
            _precision.Multiply(direction, product, _width);
            for (int first = second; first < count; first++)
            {
                var form = new double[_width * _width];
                Sum(first, _columns, product, form);
                forms[(first * count) + second] = form;
                forms[(second * count) + first] = first == second ? form : Transposed(form);
            }
        }

        return forms;
    }

    // Root, ZᵀH⁻¹[XR e] and w, e = y − Xβ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryWhiten()
    {
        double[] gram = _precision.DataGram;
        for (int row = 0; row < Rank; row++)
        {
            gram.AsSpan(row * _width, Rank).CopyTo(_lower.AsSpan(row * Rank));
        }

        if (!SmallMatrix.Cholesky(_lower, Rank, Rank))
        {
            return false;
        }

        SmallMatrix.InvertLower(_lower, Rank, Rank);
        for (int row = 0; row < Rank; row++)
        {
            for (int column = row; column < Rank; column++)
            {
                Root[(row * Rank) + column] = _lower[(column * Rank) + row];
            }
        }

        // β = RRᵀXᵀH⁻¹y, so that e = y − (XR)(Rᵀ XᵀH⁻¹y).
        double[] data = _precision.DataProducts;
        Array.Clear(_response);
        for (int row = 0; row < Rank; row++)
        {
            VectorProducts.Add(gram[(row * _width) + Rank], Root.AsSpan(row * Rank, Rank), _response);
        }

        Weight = DegreesOfFreedom / (gram[^1] - VectorProducts.Dot(_response, _response));
        Array.Clear(_columns);
        for (int row = 0; row < _precision.RowCount; row++)
        {
            ReadOnlySpan<double> source = data.AsSpan(row * _width, _width);
            Span<double> target = _columns.AsSpan(row * _width, _width);
            for (int inner = 0; inner < Rank; inner++)
            {
                VectorProducts.Add(source[inner], Root.AsSpan(inner * Rank, Rank), target);
            }

            target[Rank] = source[Rank] - VectorProducts.Dot(target[..Rank], _response);
        }

        return Weight > 0;
    }

    // Σ over levels of MᵀEN for two panels of q × width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int entry, double[] left, double[] right, double[] sum)
    {
        Array.Clear(sum);
        (int factor, int row, int column) = Entries.Entries[entry];
        int k = _products.Factors[factor].EffectCount;
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _precision.FirstRow(factor) + (level * k);
            Add(left.AsSpan((first + row) * _width, _width), right.AsSpan((first + column) * _width, _width), sum);
            if (row != column)
            {
                Add(left.AsSpan((first + column) * _width, _width), right.AsSpan((first + row) * _width, _width), sum);
            }
        }
    }

    private void Add(ReadOnlySpan<double> left, ReadOnlySpan<double> right, double[] sum)
    {
        for (int index = 0; index < left.Length; index++)
        {
            VectorProducts.Add(left[index], right, sum.AsSpan(index * _width, _width));
        }
    }

    private double[] Transposed(double[] form)
    {
        var result = new double[form.Length];
        for (int row = 0; row < _width; row++)
        {
            for (int column = 0; column < _width; column++)
            {
                result[(column * _width) + row] = form[(row * _width) + column];
            }
        }

        return result;
    }

    // E times the columns, at the levels of its factor.
    private void WriteDirection(int entry, double[] direction)
    {
        Array.Clear(direction);
        (int factor, int row, int column) = Entries.Entries[entry];
        int k = _products.Factors[factor].EffectCount;
        for (int level = 0; level < _products.Factors[factor].LevelCount; level++)
        {
            int first = _precision.FirstRow(factor) + (level * k);
            _columns.AsSpan((first + column) * _width, _width).CopyTo(direction.AsSpan((first + row) * _width));
            _columns.AsSpan((first + row) * _width, _width).CopyTo(direction.AsSpan((first + column) * _width));
        }
    }
}
