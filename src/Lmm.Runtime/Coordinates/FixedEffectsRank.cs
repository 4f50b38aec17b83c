using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Coordinates;

/// <summary>
/// Decides which columns of X are estimable. A column is aliased when less than 1e-7 of its length (about its mean, where a column of constants
/// takes that up) is left once the columns before it are projected out, so that the later one of collinear columns goes. Linear and mixed models share the rule;
/// but for the length it is that of R's <c>qr</c>.
/// </summary>
internal sealed class FixedEffectsRank
{
    /// <summary>The share of a column's length, squared, above which the Gram matrix alone shows independence with digits to spare.</summary>
    private const double Comfortable = 1e-6;

    /// <summary>The share of a column's length below which it is aliased.</summary>
    private const double Tolerance = 1e-7;

    private readonly double[][] _columns;
    private readonly ColumnMoments[] _moments;
    private readonly int _constant;
    private readonly bool[] _centred;
    private readonly double[]? _weights;
    private readonly int _mostColumns;
    private readonly Func<ColumnBlock, double[]> _form;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Prepares the decision.</summary>
    /// <param name="columns">X.</param>
    /// <param name="moments">The moments of X's columns.</param>
    /// <param name="constant">The column of constants; −1 for none.</param>
    /// <param name="weights">The prior weights; null for equal ones.</param>
    /// <param name="form">Returns the Gram matrix of a block with the response as its last column.</param>
    /// <param name="cancellationToken">Stops the work between columns.</param>
    public FixedEffectsRank(double[][] columns, ColumnMoments[] moments, int constant, double[]? weights, Func<ColumnBlock, double[]> form, CancellationToken cancellationToken)
    {
        _columns = columns;
        _moments = moments;
        _constant = constant;
        _weights = weights;

        // However rounding falls, no more columns are independent than there are rows that count.
        _mostColumns = weights?.Count(static weight => weight > 0) ?? (columns.Length > 0 ? columns[0].Length : 0);
        _form = form;
        _cancellationToken = cancellationToken;
        _centred = Array.ConvertAll(moments, static column => !column.IsNearlyConstant);
    }

    /// <summary>
    /// Chooses the basis and returns it with its Gram matrix, the response as the last column, and the data columns in terms of the working
    /// ones (kept × data).
    /// </summary>
    public (ColumnBasis Basis, double[] Gram, double[,] Expression) Choose()
    {
        int[] candidates = Enumerable.Range(0, _columns.Length)
            .Where(column => column == _constant || (_moments[column].RootMeanSquare > 0 && (_constant < 0 || _centred[column])))
            .ToArray();
        ColumnBasis basis = BasisOf(candidates, mixing: null);
        double[] gram = _form(new ColumnBlock(_columns, basis));
        (int[] clear, int[] doubtful) = Split(gram, candidates.Length);
        if (doubtful.Length == 0)
        {
            return (basis, gram, Express(basis, []));
        }

        var block = new ColumnBlock(_columns, basis);
        var combinations = new Dictionary<int, double[]>();
        if (doubtful.All(column => IsAliased(block, gram, column, clear, combinations)))
        {
            basis = BasisOf(Pick(candidates, clear), mixing: null);
            return (basis, Subset(gram, candidates.Length, clear), Express(basis, Rename(candidates, combinations)));
        }

        combinations.Clear();
        (int[] kept, double[] mixing) = GramSchmidt.Orthonormalize(block, _columns[0].Length, _weights, Tolerance, _mostColumns, combinations, _cancellationToken);
        basis = BasisOf(Pick(candidates, kept), mixing);
        return (basis, _form(new ColumnBlock(_columns, basis)), Express(basis, Rename(candidates, combinations)));
    }

    private static Dictionary<int, double[]> Rename(int[] candidates, Dictionary<int, double[]> combinations)
        => combinations.ToDictionary(entry => candidates[entry.Key], static entry => entry.Value);

    // `combinations` gives dropped columns, centred and scaled, in terms of the first kept columns, centred and scaled. A column that is in
    // neither is a constant (or zero).
    private double[,] Express(ColumnBasis basis, Dictionary<int, double[]> combinations)
    {
        var expression = Matrix<double>.Build.Dense(basis.Count, _columns.Length);
        int constantPlace = Array.IndexOf(basis.Kept, _constant);
        for (int column = 0; column < _columns.Length; column++)
        {
            int place = Array.IndexOf(basis.Kept, column);
            if (place >= 0)
            {
                expression[place, column] = 1;
                continue;
            }

            double rest = _moments[column].Mean;
            if (combinations.TryGetValue(column, out double[]? combination))
            {
                ColumnBasis alone = BasisOf([column], mixing: null);
                rest = alone.Shift[0];
                for (int index = 0; index < combination.Length; index++)
                {
                    double coefficient = combination[index] * basis.Scale[index] / alone.Scale[0];
                    expression[index, column] = coefficient;
                    rest -= coefficient * basis.Shift[index];
                }
            }

            if (constantPlace >= 0)
            {
                expression[constantPlace, column] += rest / basis.ConstantValue;
            }
        }

        return basis.Count == 0 ? new double[0, _columns.Length] : basis.Mixing is null ? Solve(basis, expression.ToArray()) : SolveMixed(basis, expression);
    }

    private static double[,] SolveMixed(ColumnBasis basis, Matrix<double> expression)
        => Matrix<double>.Build.Dense(basis.Count, basis.Count, (row, column) => basis.FromData[basis.Kept[row], column]).LU().Solve(expression).ToArray();

    // Unmixed, a column is its working one but for the scale, and the constant has shares of all.
    private static double[,] Solve(ColumnBasis basis, double[,] expression)
    {
        int constant = Array.IndexOf(basis.Kept, basis.Constant);
        for (int row = 0; row < basis.Count; row++)
        {
            for (int column = 0; row != constant && column < basis.DataCount; column++)
            {
                expression[row, column] /= basis.FromData[basis.Kept[row], row];
            }
        }

        for (int column = 0; constant >= 0 && column < basis.DataCount; column++)
        {
            double rest = expression[constant, column];
            for (int row = 0; row < basis.Count; row++)
            {
                rest -= row == constant ? 0 : basis.FromData[basis.Constant, row] * expression[row, column];
            }

            expression[constant, column] = rest / basis.FromData[basis.Constant, constant];
        }

        return expression;
    }

    private ColumnBasis BasisOf(int[] kept, double[]? mixing) => new(kept, _moments, _constant, _centred, mixing);

    // A Cholesky factorisation that passes over the columns of which too little is left.
    private (int[] Clear, int[] Doubtful) Split(double[] gram, int count)
    {
        int stride = count + 1;
        List<double[]> factor = [];
        List<int> clear = [];
        List<int> doubtful = [];
        double[] row = new double[count];
        for (int column = 0; column < count; column++)
        {
            double left = gram[(column * stride) + column];
            for (int index = 0; index < clear.Count; index++)
            {
                ReadOnlySpan<double> before = factor[index];
                row[index] = (gram[(column * stride) + clear[index]] - VectorProducts.Dot(row.AsSpan(0, index), before[..index])) / before[index];
                left -= row[index] * row[index];
            }

            if (left > Comfortable * gram[(column * stride) + column] && clear.Count < _mostColumns)
            {
                factor.Add([.. row.AsSpan(0, clear.Count), Math.Sqrt(left)]);
                clear.Add(column);
            }
            else
            {
                doubtful.Add(column);
            }
        }

        return (clear.ToArray(), doubtful.ToArray());
    }

    // The residual of a column on the clear columns before it, formed row by row and projected twice, so that it has digits even when tiny.
    private bool IsAliased(ColumnBlock block, double[] gram, int column, int[] clear, Dictionary<int, double[]> combinations)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int[] before = Array.FindAll(clear, index => index < column);
        int stride = block.Count + 1;
        double[] factor = Subset(gram, block.Count, before);
        SmallMatrix.Cholesky(factor, before.Length, before.Length + 1);
        var coefficients = new double[before.Length];
        double[] step = Array.ConvertAll(before, index => gram[(column * stride) + index]);
        double residual = 0;
        for (int pass = 0; pass < 3; pass++)
        {
            SmallMatrix.SolveLower(factor, before.Length, before.Length + 1, step);
            SmallMatrix.SolveLowerTransposed(factor, before.Length, before.Length + 1, step);
            for (int index = 0; index < step.Length; index++)
            {
                coefficients[index] += step[index];
            }

            residual = Residual(block, column, before, coefficients, step);
        }

        combinations[column] = coefficients;
        return before.Length == _mostColumns || Math.Sqrt(residual / gram[(column * stride) + column]) < Tolerance;
    }

    // Returns the weighted sum of squares of the residual and writes its products with the columns to `products`.
    private double Residual(ColumnBlock block, int column, int[] before, double[] coefficients, double[] products)
    {
        const int BlockRows = 256;
        int width = block.Count;
        var rows = new double[BlockRows * width];
        int rowCount = _columns[0].Length;
        double squares = 0;
        Array.Clear(products);
        for (int first = 0; first < rowCount; first += BlockRows)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, rowCount - first);
            block.Write(null, first, count, rows, width);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<double> values = rows.AsSpan(row * width, width);
                double rest = values[column];
                for (int index = 0; index < before.Length; index++)
                {
                    rest -= coefficients[index] * values[before[index]];
                }

                double weighted = _weights is null ? rest : rest * _weights[first + row];
                squares += weighted * rest;
                for (int index = 0; index < before.Length; index++)
                {
                    products[index] += weighted * values[before[index]];
                }
            }
        }

        return squares;
    }

    private static int[] Pick(int[] from, int[] indices) => Array.ConvertAll(indices, index => from[index]);

    // The rows and columns of `indices` and the response.
    private static double[] Subset(double[] gram, int count, int[] indices)
    {
        int[] all = [.. indices, count];
        var subset = new double[all.Length * all.Length];
        for (int row = 0; row < all.Length; row++)
        {
            for (int column = 0; column < all.Length; column++)
            {
                subset[(row * all.Length) + column] = gram[(all[row] * (count + 1)) + all[column]];
            }
        }

        return subset;
    }
}
