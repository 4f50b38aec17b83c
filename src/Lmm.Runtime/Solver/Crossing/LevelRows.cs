namespace Lmm.Solver;

/// <summary>
/// The rows of a design for a solver that cannot do with cross-products: [Z X y] in working coordinates, each row times the root of its weight,
/// sorted by the levels of one factor. Nothing is read before it is asked for.
/// </summary>
/// <param name="design">The design.</param>
/// <param name="response">The working response by row, overwritten for every response; null for that of the design.</param>
internal sealed class LevelRows(ModelDesign design, double[]? response = null)
{
    /// <summary>The number of rows.</summary>
    public int RowCount => design.Frame.RowCount;

    /// <summary>A reader of the rows [Z<sub>a</sub> Z<sub>b</sub> … X y] for these grouping factors, sorted by the levels of the first.</summary>
    public Reader Read(CrossProducts products, int[] factors) => new(design, response, products, factors);

    /// <summary>Writes rows.</summary>
    internal sealed class Reader
    {
        private readonly double[]? weights;
        private readonly double[]? response;
        private readonly WorkingRows first;
        private readonly WorkingRows[] others;
        private readonly FactorColumn[] columns;
        private readonly double[] values;
        private readonly double[][] effects;

        public Reader(ModelDesign design, double[]? response, CrossProducts products, int[] factors)
        {
            weights = design.Weights;
            this.response = response;
            GroupedFactor[] grouped = GroupedFactor.Of(design);
            WorkingRows[] rows = Array.ConvertAll(factors, factor => new WorkingRows(
                design, products.FixedEffects, Array.ConvertAll(grouped[factor].Terms, term => new ColumnBlock(design.RandomTerms[term].Matrix.Columns, products.Terms[term].Basis))));
            first = rows[0];
            others = rows[1..];
            columns = Array.ConvertAll(factors, factor => grouped[factor].Column);
            Order = LevelOrder.Of(columns[0].Codes, columns[0].Levels.Length);
            values = new double[first.Stride];
            effects = Array.ConvertAll(others, static other => new double[other.EffectCount]);
            Width = first.Width + others.Sum(static other => other.EffectCount);
        }

        /// <summary>The positions of the rows, by the levels of the first factor.</summary>
        public LevelOrder Order { get; }

        /// <summary>The number of values of a row.</summary>
        public int Width { get; }

        /// <summary>The level of the factor at <paramref name="place"/> in the row at a position.</summary>
        public int Level(int place, int position) => columns[place].Codes[Row(position)];

        /// <summary>Writes the row at a position.</summary>
        public void Write(int position, Span<double> target)
        {
            int row = Row(position);
            first.Write(Order.Rows, position, 1, values);
            int own = first.EffectCount;
            values.AsSpan(0, own).CopyTo(target);
            int at = own;
            for (int other = 0; other < others.Length; other++)
            {
                others[other].WriteEffects(Order.Rows, position, 1, effects[other], effects[other].Length);
                effects[other].CopyTo(target[at..]);
                at += effects[other].Length;
            }

            values.AsSpan(own, first.Width - own).CopyTo(target[at..]);
            target[Width - 1] = response is null ? target[Width - 1] : response[row];
            double root = weights is null ? 1 : Math.Sqrt(weights[row]);
            for (int column = 0; column < Width && root != 1; column++)
            {
                target[column] *= root;
            }
        }

        private int Row(int position) => Order.Rows is null ? position : Order.Rows[position];
    }
}
