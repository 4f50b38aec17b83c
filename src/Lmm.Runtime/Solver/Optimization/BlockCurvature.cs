using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Steps by Cholesky factors of the matrix's blocks, scaled to entries of about one, with as much of the identity added as makes the whole positive
/// definite: for many parameters, where eigenvectors take too long. Learns nothing from gradients.
/// </summary>
/// <remarks>What the blocks share goes into the inverse by the formula of Sherman &amp; Morrison, Ann. Math. Statist. 21(1), 1950.</remarks>
internal sealed unsafe class BlockCurvature : ICurvature
{
    private const double FirstShift = 1e-9;

    /// <summary>The share of the divisor below which what is left of it is rounding.</summary>
    private const double DivisorRounding = 1e-12;

    private readonly int[][] _blocks;
    private readonly AlignedBuffer _factor = new();
    private readonly DenseCholesky _cholesky = new(1);
    private readonly double[] _scale;
    private readonly double[] _part;
    private readonly double[] _shared;
    private readonly double[] _solvedShared;
    private double _divisor;

    /// <summary>Makes room for matrices with these blocks of parameters.</summary>
    public BlockCurvature(int[][] blocks)
    {
        _blocks = blocks;
        int count = blocks.Sum(static block => block.Length);
        _scale = new double[count];
        _shared = new double[count];
        _solvedShared = new double[count];
        _part = new double[blocks.Max(static block => block.Length)];
        _factor.Reserve(blocks.Sum(static block => (long)block.Length * block.Length));
    }

    /// <inheritdoc/>
    public bool HasLearnt => false;

    /// <inheritdoc/>
    public void Learn(ApproximateHessian expected, ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
    }

    /// <inheritdoc/>
    public bool TrySet(ApproximateHessian expected, double least)
    {
        for (int block = 0; block < _blocks.Length; block++)
        {
            int[] parameters = _blocks[block];
            for (int place = 0; place < parameters.Length; place++)
            {
                double shared = expected.Shared[parameters[place]];
                double largest = Math.Max(LargestMagnitude.Of(expected.Block(block).Slice(place * parameters.Length, parameters.Length)), shared * shared / expected.Divisor);
                if (!double.IsFinite(largest))
                {
                    return false;
                }

                double scale = 1 / Math.Sqrt(Math.Max(largest, least));
                _scale[parameters[place]] = scale;
                _shared[parameters[place]] = shared * scale;
            }
        }

        bool isFactored = false;
        for (double shift = FirstShift; !isFactored; shift *= 10)
        {
            isFactored = TryFactor(expected, shift) && TryShare(expected.Divisor);
        }

        return true;
    }

    /// <inheritdoc/>
    public double Step(ReadOnlySpan<double> gradient, Span<double> step)
    {
        Solve(gradient, step);
        double decrease = LevelBlock.Dot(gradient, step) / 2;
        for (int index = 0; index < step.Length; index++)
        {
            step[index] = -step[index];
        }

        return decrease;
    }

    /// <summary>solution := H⁻¹x for the matrix H.</summary>
    public void Solve(ReadOnlySpan<double> x, Span<double> solution)
    {
        for (int index = 0; index < _scale.Length; index++)
        {
            solution[index] = x[index] * _scale[index];
        }

        double along = LevelBlock.Dot(_solvedShared, solution) / _divisor;
        SolveBlocks(solution);
        for (int index = 0; index < _scale.Length; index++)
        {
            solution[index] = (solution[index] + (along * _solvedShared[index])) * _scale[index];
        }
    }

    private bool TryFactor(ApproximateHessian expected, double shift)
    {
        double* factor = _factor.Pointer;
        for (int block = 0; block < _blocks.Length; block++)
        {
            int[] parameters = _blocks[block];
            int order = parameters.Length;
            ReadOnlySpan<double> entries = expected.Block(block);
            for (int row = 0; row < order; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    factor[(row * order) + column] = entries[(row * order) + column] * _scale[parameters[row]] * _scale[parameters[column]];
                }

                factor[(row * order) + row] += shift;
            }

            if (!_cholesky.Factor(factor, order, order))
            {
                return false;
            }

            factor += order * order;
        }

        return true;
    }

    // What is left of the divisor when the blocks are inverted; the whole is positive definite where that is positive.
    private bool TryShare(double divisor)
    {
        _shared.CopyTo(_solvedShared, 0);
        SolveBlocks(_solvedShared);
        _divisor = divisor - LevelBlock.Dot(_shared, _solvedShared);
        return _divisor > DivisorRounding * divisor;
    }

    private void SolveBlocks(Span<double> x)
    {
        double* factor = _factor.Pointer;
        foreach (int[] parameters in _blocks)
        {
            int order = parameters.Length;
            for (int place = 0; place < order; place++)
            {
                _part[place] = x[parameters[place]];
            }

            var lower = new ReadOnlySpan<double>(factor, order * order);
            SmallMatrix.SolveLower(lower, order, order, _part);
            SmallMatrix.SolveLowerTransposed(lower, order, order, _part);
            for (int place = 0; place < order; place++)
            {
                x[parameters[place]] = _part[place];
            }

            factor += order * order;
        }
    }
}
