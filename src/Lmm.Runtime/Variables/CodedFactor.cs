using System.ComponentModel;
using Lmm.Variables.Contrasts;

namespace Lmm;

/// <summary>A factor with the coding that turns its levels into columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CodedFactor : TermPart
{
    private readonly ContrastMatrix _contrasts;

    internal CodedFactor(FactorColumn factor, ContrastMatrix contrasts)
        : base(factor.Name)
    {
        Factor = factor;
        _contrasts = contrasts;
        ColumnNames = Array.ConvertAll(contrasts.Suffixes, suffix => factor.Name + suffix);
    }

    /// <summary>The factor.</summary>
    public FactorColumn Factor { get; }

    /// <summary>The columns that stand for the levels.</summary>
    internal ContrastMatrix Contrasts => _contrasts;

    /// <summary>The coding matrix, levels × columns.</summary>
    internal double[,] Coding => _contrasts.Values;

    /// <summary>Where every column indicates one level: for each level its column, -1 for none. Else null.</summary>
    internal int[]? ColumnOfLevel => _contrasts.ColumnOfLevel;

    /// <summary>The names of the columns, such as <c>genotypeCSB</c>.</summary>
    internal string[] ColumnNames { get; }

    /// <summary>For each row the column that is one, −1 for none; null where columns are no indicators.</summary>
    internal int[]? ColumnOfRow()
    {
        int[]? columnOfLevel = _contrasts.ColumnOfLevel;
        return columnOfLevel is null ? null : Array.ConvertAll(Factor.Codes, code => code < 0 ? -1 : columnOfLevel[code]);
    }

    internal override int RowCount => Factor.Codes.Length;

    internal override IReadOnlyList<string> Names => ColumnNames;

    internal override double[][] Columns(CancellationToken cancellationToken = default)
    {
        if (_contrasts.ColumnOfLevel is { } columnOfLevel)
        {
            double[][] indicators = NewColumns(ColumnNames.Length, cancellationToken);
            int[] codes = Factor.Codes;
            for (int row = 0; row < codes.Length; row++)
            {
                int column = codes[row] < 0 ? -1 : columnOfLevel[codes[row]];
                if (column >= 0)
                {
                    indicators[column][row] = 1;
                }
            }

            return WithMissing(indicators);
        }

        double[][] columns = new double[ColumnNames.Length][];
        for (int column = 0; column < columns.Length; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] valueOfLevel = _contrasts.Column(column);
            columns[column] = Array.ConvertAll(Factor.Codes, code => code < 0 ? double.NaN : valueOfLevel[code]);
        }

        return columns;
    }

    internal override double[][] Times(double[][] columns, CancellationToken cancellationToken = default)
    {
        double[][] products = NewColumns(columns.Length * ColumnNames.Length, cancellationToken);
        for (int k = 0; k < columns.Length; k++)
        {
            if (_contrasts.ColumnOfLevel is { } columnOfLevel)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Scatter(columns[k], columnOfLevel, products, k, columns.Length);
            }
            else
            {
                for (int j = 0; j < ColumnNames.Length; j++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Multiply(columns[k], _contrasts.Column(j), products[(j * columns.Length) + k]);
                }
            }
        }

        return WithMissing(products);
    }

    // A product with indicators has, in each row, the factor's value in one column and zero in the others.
    private void Scatter(double[] values, int[] columnOfLevel, double[][] products, int first, int stride)
    {
        int[] codes = Factor.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            int column = codes[row] < 0 ? -1 : columnOfLevel[codes[row]];
            if (column >= 0)
            {
                products[(column * stride) + first][row] = values[row];
            }
        }
    }

    private void Multiply(double[] values, double[] valueOfLevel, double[] product)
    {
        int[] codes = Factor.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            product[row] = codes[row] < 0 ? double.NaN : values[row] * valueOfLevel[codes[row]];
        }
    }

    // Rows to predict may lack the level of a factor that only random terms read; nothing is known of their columns.
    private double[][] WithMissing(double[][] columns)
    {
        for (int row = 0; row < RowCount; row++)
        {
            for (int column = 0; Factor.Codes[row] < 0 && column < columns.Length; column++)
            {
                columns[column][row] = double.NaN;
            }
        }

        return columns;
    }

    private double[][] NewColumns(int count, CancellationToken cancellationToken)
    {
        double[][] columns = new double[count][];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns[i] = new double[RowCount];
        }

        return columns;
    }
}
