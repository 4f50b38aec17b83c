using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>The sums and the scratch space of one piece of a <see cref="CrossedHead"/>.</summary>
internal sealed class CrossedPiece(int k, int borderRows, int mostRows)
{
    private FactorSums? _sums;

    /// <summary>Half of log|L|² of the piece; NaN when a block is not positive definite.</summary>
    public double LogSum { get; set; }

    /// <summary>The sum of (BT)(BT)ᵀ over the border's rows, a full square of which the lower triangle is used.</summary>
    public double[] Border { get; } = new double[borderRows * borderRows];

    /// <summary>Room for the border's rows of a panel, effect by effect.</summary>
    public double[] Turned { get; } = new double[borderRows * k];

    /// <summary>The sums over the levels of the piece, after <see cref="BeginSums"/>.</summary>
    public FactorSums Sums => _sums!;

    /// <summary>Precision and covariance of one level.</summary>
    public LevelPrecision Precision { get; } = new(k);

    /// <summary>Room for k × k values.</summary>
    public double[] Lower { get; } = new double[k * k];

    /// <summary>Room for k values.</summary>
    public double[] Gap { get; } = new double[k];

    /// <summary>Room for k values.</summary>
    public double[] Half { get; } = new double[k];

    /// <summary>Room for the k modes.</summary>
    public double[] Modes { get; } = new double[k];

    /// <summary>Room for the product of a covariance matrix with a panel.</summary>
    public double[] Product { get; } = new double[mostRows * k];

    /// <summary>Room for the rows of the tail's matrices that a panel's rows stand for.</summary>
    public int[] Rows { get; } = new int[mostRows];

    /// <summary>Sets the sums to zero, for effects in these blocks.</summary>
    public void BeginSums(EffectBlocks blocks)
    {
        if (_sums?.Blocks != blocks)
        {
            _sums = new FactorSums(blocks);
        }

        _sums.Clear();
    }
}
