using Lmm.Kernels;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Steps by a Cholesky factor of the matrix, scaled to entries of at most one, on the diagonal where that is large enough, with as much of the identity
/// added as makes it positive definite: for many parameters, where eigenvectors take too long.
/// </summary>
internal sealed unsafe class CholeskyCurvature : ICurvature
{
    private const double FirstShift = 1e-9;

    /// <summary>So many products are cheaper than a factor.</summary>
    private const int MostProducts = 12;

    /// <summary>The share of a right side's squared length that conjugate gradients leave.</summary>
    private const double Accurate = 1e-20;

    private readonly int _count;
    private readonly AlignedBuffer _factor = new();
    private readonly DenseCholesky _cholesky = new(1);
    private readonly double[] _scale;
    private readonly double[] _scaled;
    private readonly double[] _rest;
    private readonly double[] _direction;
    private readonly double[] _product;
    private readonly double[] _solution;
    private bool _isFactored;

    public CholeskyCurvature(int count)
    {
        _count = count;
        _scale = new double[count];
        _scaled = new double[count * count];
        _rest = new double[count];
        _direction = new double[count];
        _product = new double[count];
        _solution = new double[count];
        _factor.Reserve((long)count * count);
    }

    /// <inheritdoc/>
    public bool TrySet(ReadOnlySpan<double> hessian, double least)
    {
        for (int index = 0; index < _count; index++)
        {
            double largest = LargestMagnitude.Of(hessian.Slice(index * _count, _count));
            if (!double.IsFinite(largest))
            {
                return false;
            }

            _scale[index] = 1 / Math.Sqrt(Math.Max(largest, least));
        }

        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < _count; column++)
            {
                _scaled[(row * _count) + column] = hessian[(row * _count) + column] * _scale[row] * _scale[column];
            }
        }

        _isFactored = false;
        return true;
    }

    /// <inheritdoc/>
    public double Step(ReadOnlySpan<double> gradient, Span<double> step)
    {
        Solve(gradient, step);
        double decrease = LevelBlock.Dot(gradient, step) / 2;
        for (int index = 0; index < _count; index++)
        {
            step[index] = -step[index];
        }

        return decrease;
    }

    /// <summary>solution := B⁻¹x for the matrix B.</summary>
    public void Solve(ReadOnlySpan<double> x, Span<double> solution)
    {
        for (int index = 0; index < _count; index++)
        {
            solution[index] = x[index] * _scale[index];
        }

        if (_isFactored || !TryConjugate(solution))
        {
            Factor();
            var factor = new ReadOnlySpan<double>(_factor.Pointer, _count * _count);
            SmallMatrix.SolveLower(factor, _count, _count, solution);
            SmallMatrix.SolveLowerTransposed(factor, _count, _count, solution);
        }

        for (int index = 0; index < _count; index++)
        {
            solution[index] *= _scale[index];
        }
    }

    // Where the scaled matrix is nearly diagonal but for a few directions, as for columns by themselves, conjugate gradients end after a few products.
    private bool TryConjugate(Span<double> x)
    {
        x.CopyTo(_rest);
        x.CopyTo(_direction);
        Array.Clear(_solution);
        double first = LevelBlock.Dot(_rest, _rest);
        double remaining = first;
        for (int products = 0; products < MostProducts; products++)
        {
            if (remaining <= Accurate * first)
            {
                _solution.CopyTo(x);
                return true;
            }

            for (int row = 0; row < _count; row++)
            {
                _product[row] = VectorProducts.Dot(_scaled.AsSpan(row * _count, _count), _direction);
            }

            double curvature = LevelBlock.Dot(_direction, _product);
            if (!(curvature > FirstShift * LevelBlock.Dot(_direction, _direction)))
            {
                return false;
            }

            double length = remaining / curvature;
            for (int index = 0; index < _count; index++)
            {
                _solution[index] += length * _direction[index];
                _rest[index] -= length * _product[index];
            }

            double next = LevelBlock.Dot(_rest, _rest);
            for (int index = 0; index < _count; index++)
            {
                _direction[index] = _rest[index] + (next / remaining * _direction[index]);
            }

            remaining = next;
        }

        return false;
    }

    private void Factor()
    {
        for (double shift = FirstShift; !_isFactored; shift *= 10)
        {
            for (int row = 0; row < _count; row++)
            {
                _scaled.AsSpan(row * _count, row + 1).CopyTo(new Span<double>(_factor.Pointer + ((nint)row * _count), row + 1));
                _factor.Pointer[((nint)row * _count) + row] += shift;
            }

            _isFactored = _cholesky.Factor(_factor.Pointer, _count, _count, CancellationToken.None);
        }
    }
}
