namespace Lmm.Crossing;

/// <summary>
/// The rows of a design for a solver that cannot do with cross-products: [Z X y] in working coordinates, each row times the root of its weight,
/// sorted by the levels of one factor. Nothing is read before it is asked for.
/// </summary>
internal sealed class LevelRows
{
    private readonly double[]? _response;
    private readonly Func<ModelDesign> _read;

    /// <summary>The rows of a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="response">The working response by row, overwritten for every response; null for that of the design.</param>
    public LevelRows(ModelDesign design, double[]? response = null)
    {
        RowCount = design.Rows.RowCount;
        _response = response;
        _read = () => design;
    }

    /// <summary>The rows of a design that is made when they are read.</summary>
    /// <param name="rowCount">The most rows that it has.</param>
    /// <param name="read">Makes the design, in the solver's units.</param>
    public LevelRows(int rowCount, Func<ModelDesign> read) => (RowCount, _read) = (rowCount, read);

    /// <summary>The most rows that there are.</summary>
    public int RowCount { get; }

    /// <summary>A reader of the rows [Z<sub>a</sub> Z<sub>b</sub> … X y] for these grouping factors, sorted by the levels of the first.</summary>
    public Reader Read(CrossProducts products, int[] factors) => new(_read(), _response, products, factors);

    /// <summary>Writes rows.</summary>
    internal sealed class Reader
    {
        private readonly double[]? _weights;
        private readonly double[]? _response;
        private readonly WorkingRows _first;
        private readonly WorkingRows[] _others;
        private readonly FactorColumn[] _columns;
        private readonly double[] _values;
        private readonly double[][] _effects;

        public Reader(ModelDesign design, double[]? response, CrossProducts products, int[] factors)
        {
            _weights = design.Weights;
            _response = response;
            RandomTermPart[] parts = RandomTermPart.Of(design);
            GroupedFactor[] grouped = GroupedFactor.Of(design, parts);
            WorkingRows[] rows = Array.ConvertAll(factors, factor => new WorkingRows(design, products.FixedEffects, grouped[factor].Blocks(design, parts, products.Terms)));
            _first = rows[0];
            _others = rows[1..];
            _columns = Array.ConvertAll(factors, factor => grouped[factor].Column);
            Order = LevelOrder.Of(_columns[0].Codes, _columns[0].Levels.Length);
            _values = new double[_first.Stride];
            _effects = Array.ConvertAll(_others, static other => new double[other.EffectCount]);
            Width = _first.Width + _others.Sum(static other => other.EffectCount);
        }

        /// <summary>The positions of the rows, by the levels of the first factor.</summary>
        public LevelOrder Order { get; }

        /// <summary>The number of values of a row.</summary>
        public int Width { get; }

        /// <summary>The level of the factor at <paramref name="place"/> in the row at a position.</summary>
        public int Level(int place, int position) => _columns[place].Codes[Row(position)];

        /// <summary>Writes the row at a position.</summary>
        public void Write(int position, Span<double> target)
        {
            int row = Row(position);
            _first.Write(Order.Rows, position, 1, _values);
            int own = _first.EffectCount;
            _values.AsSpan(0, own).CopyTo(target);
            int at = own;
            for (int other = 0; other < _others.Length; other++)
            {
                _others[other].WriteEffects(Order.Rows, position, 1, _effects[other], _effects[other].Length);
                _effects[other].CopyTo(target[at..]);
                at += _effects[other].Length;
            }

            _values.AsSpan(own, _first.Width - own).CopyTo(target[at..]);
            target[Width - 1] = _response is null ? target[Width - 1] : _response[row];
            double root = _weights is null ? 1 : Math.Sqrt(_weights[row]);
            for (int column = 0; column < Width && root != 1; column++)
            {
                target[column] *= root;
            }
        }

        private int Row(int position) => Order.Rows is null ? position : Order.Rows[position];
    }
}
