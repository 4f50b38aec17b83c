using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// M = Λ(I + ΛᵀZᵀWZΛ)⁻¹Λᵀ at one Λ: the covariance matrix over σ² of the modes at known β. It is dense within the tail; of a head's level there are K, the
/// covariance given the tail, and E = KB, so that its modes have K + EMEᵀ with M that of the tail, and −EM with the tail's.
/// </summary>
internal sealed class ModeCovariance
{
    private readonly CrossProducts _products;
    private readonly int[] _firstRows;

    /// <summary>Forms the blocks.</summary>
    /// <param name="products">The cross-products; see <see cref="HeadedPrecision.IsAffordable"/>.</param>
    /// <param name="lambda">Λ by grouping factor.</param>
    /// <param name="workers">The threads to use.</param>
    public ModeCovariance(CrossProducts products, double[][] lambda, Workers workers)
    {
        _products = products;
        int[] heads = HeadedPrecision.HeadsOf(products);
        Tail = new PrecisionTail(products, heads, workers);
        _firstRows = new int[products.Factors.Length];
        int rows = 0;
        for (int factor = 0; factor < _firstRows.Length; factor++)
        {
            _firstRows[factor] = rows;
            rows = checked(rows + (int)products.Factors[factor].ColumnCount);
        }

        Heads = Array.ConvertAll(heads, head => new HeadLevels(products, head, Tail.Offsets, _firstRows[head]));
        Tail.Begin();
        foreach (HeadLevels head in Heads)
        {
            head.Eliminate(lambda[head.Index]);
            Tail.Eliminate(head);
        }

        if (!Tail.TryFormModes(lambda))
        {
            throw new InvalidOperationException("The cross-products are not positive definite at an optimum.");
        }

        DataModes = new double[rows * Tail.DataCount];
        FormDataModes();
    }

    /// <summary>The factors that are eliminated level by level.</summary>
    public HeadLevels[] Heads { get; }

    /// <summary>The other factors.</summary>
    public PrecisionTail Tail { get; }

    /// <summary>The number of columns of X and y.</summary>
    public int DataCount => Tail.DataCount;

    /// <summary>MZᵀW[X y], the modes that each column of X and the response have for a response: q × <see cref="DataCount"/>, row by row.</summary>
    public double[] DataModes { get; }

    /// <summary>The row of an effect of a level in <see cref="DataModes"/>.</summary>
    public int Row(int factor, int level, int effect) => _firstRows[factor] + (level * _products.Factors[factor].EffectCount) + effect;

    /// <summary>Adds the rows of E = KB of a head's level, k × the columns of the tail that it meets.</summary>
    public static void AddLosses(HeadLevels head, int level, Span<double> target)
    {
        int k = head.EffectCount;
        int count = head.Columns(level).Length;
        ReadOnlySpan<double> panel = head.Panel(level);
        for (int row = 0; row < k; row++)
        {
            for (int inner = 0; inner < k; inner++)
            {
                VectorProducts.Add(head.Covariance[(((level * k) + row) * k) + inner], panel.Slice(inner * count, count), target.Slice(row * count, count));
            }
        }
    }

    // The tail has M times its data, a level K(data − B·(the tail's)).
    private void FormDataModes()
    {
        int width = DataCount;
        var tail = new double[Tail.Order * width];
        Tail.Add(Tail.Modes, Tail.Data, tail, width, 1);
        Tail.Copy(DataModes, _firstRows, tail, width, isBack: true);
        var left = new double[width];
        foreach (HeadLevels head in Heads)
        {
            int k = head.EffectCount;
            for (int level = 0; level < head.LevelCount; level++)
            {
                ReadOnlySpan<int> columns = head.Columns(level);
                for (int inner = 0; inner < k; inner++)
                {
                    head.Data(level, inner).CopyTo(left);
                    ReadOnlySpan<double> panel = head.Panel(level).Slice(inner * columns.Length, columns.Length);
                    for (int column = 0; column < columns.Length; column++)
                    {
                        VectorProducts.Add(-panel[column], tail.AsSpan(columns[column] * width, width), left);
                    }

                    for (int row = 0; row < k; row++)
                    {
                        VectorProducts.Add(head.Covariance[(((level * k) + row) * k) + inner], left, DataModes.AsSpan((head.FirstRow + (level * k) + row) * width, width));
                    }
                }
            }
        }
    }
}
