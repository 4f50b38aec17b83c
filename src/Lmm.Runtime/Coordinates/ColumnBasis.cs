namespace Lmm.Coordinates;

/// <summary>
/// A set of columns in the coordinates that the solver works in: centred about their means (or medians) where a column of constants allows it, scaled to
/// unit mean square (where a few values lie far out, to the units of the others), and mixed by an upper triangular matrix. Working columns = data columns · <see cref="FromData"/>.
/// </summary>
/// <remarks>
/// The transformation is applied to the rows, before any product is formed, so that cancellation costs no digits; it is undone in the results.
/// </remarks>
internal sealed class ColumnBasis
{
    /// <summary>Makes the basis.</summary>
    /// <param name="kept">The data columns that are kept, ascending.</param>
    /// <param name="moments">The moments of all data columns.</param>
    /// <param name="constant">The data column that the others are centred with; −1 for none.</param>
    /// <param name="centred">Whether each data column is centred.</param>
    /// <param name="mixing">An upper triangular matrix, row by row, that is applied after centring and scaling; null for the identity.</param>
    public ColumnBasis(int[] kept, ColumnMoments[] moments, int constant, bool[] centred, double[]? mixing)
    {
        Kept = kept;
        Mixing = mixing;
        DataCount = moments.Length;
        Shift = new double[kept.Length];
        Scale = new double[kept.Length];
        Size = new double[kept.Length];
        for (int column = 0; column < kept.Length; column++)
        {
            ColumnMoments source = moments[kept[column]];
            bool shifted = constant >= 0 && kept[column] != constant && centred[kept[column]];
            Shift[column] = shifted ? source.Centre : 0;
            double size = shifted ? source.Spread : source.Size;
            Scale[column] = size > 0 ? 1 / size : 1;
            double apart = source.Mean - Shift[column];
            Size[column] = source.HasFarValues && mixing is null ? Scale[column] * Math.Sqrt((apart * apart) + (source.StandardDeviation * source.StandardDeviation)) : 1;
        }

        Constant = constant;
        ConstantValue = constant >= 0 ? moments[constant].Mean : 0;
        FromData = MapFromData();
    }

    /// <summary>A basis that was made before.</summary>
    public ColumnBasis(int dataCount, int constant, double constantValue, int[] kept, double[] shift, double[] scale, double[] size, double[]? mixing)
    {
        (DataCount, Constant, ConstantValue, Kept) = (dataCount, constant, constantValue, kept);
        (Shift, Scale, Size, Mixing) = (shift, scale, size, mixing);
        FromData = MapFromData();
    }

    private ColumnBasis(ColumnBasis basis, int[] exponents)
    {
        Kept = basis.Kept;
        Mixing = basis.Mixing;
        DataCount = basis.DataCount;
        Constant = basis.Constant;
        ConstantValue = Constant < 0 ? 0 : Math.ScaleB(basis.ConstantValue, exponents[Constant]);
        Shift = [.. Kept.Select((column, index) => Math.ScaleB(basis.Shift[index], exponents[column]))];
        Scale = [.. Kept.Select((column, index) => Math.ScaleB(basis.Scale[index], -exponents[column]))];
        Size = basis.Size;
        FromData = MapFromData();
    }

    /// <summary>The data column of constants that the others are centred with; −1 for none.</summary>
    public int Constant { get; }

    /// <summary>The value of the column of constants.</summary>
    public double ConstantValue { get; }

    /// <summary>The basis in which columns stay what they are.</summary>
    public static ColumnBasis Identity(int count)
    {
        var unit = new ColumnMoments[count];
        Array.Fill(unit, new ColumnMoments(Mean: 1, StandardDeviation: 0, IsConstant: false));
        return new ColumnBasis(Enumerable.Range(0, count).ToArray(), unit, constant: -1, new bool[count], mixing: null);
    }

    /// <summary>The number of data columns.</summary>
    public int DataCount { get; }

    /// <summary>The data columns that the working columns are made of, ascending.</summary>
    public int[] Kept { get; }

    /// <summary>What is subtracted from each kept column.</summary>
    public double[] Shift { get; }

    /// <summary>What each kept column is multiplied by after <see cref="Shift"/>.</summary>
    public double[] Scale { get; }

    /// <summary>The root mean square of each working column: 1, but where a few values lie far out.</summary>
    public double[] Size { get; }

    /// <summary>The upper triangular matrix applied last, kept × kept, row by row; null for the identity.</summary>
    public double[]? Mixing { get; }

    /// <summary>The number of working columns.</summary>
    public int Count => Kept.Length;

    /// <summary>The map from data to working columns, data × working. It maps coefficients of working columns to coefficients of data columns.</summary>
    public double[,] FromData { get; }

    /// <summary>For each kept column where its row of <see cref="FromData"/> is not zero: one place, but for the constant and where columns are mixed.</summary>
    public int[][] PlacesFromData
        => field ??= [.. Kept.Select(row => Enumerable.Range(0, Count).Where(column => FromData[row, column] != 0).ToArray())];

    /// <summary>log |det| of the map restricted to the kept columns.</summary>
    public double LogDeterminant()
    {
        double sum = 0;
        for (int column = 0; column < Count; column++)
        {
            sum += Math.Log(Math.Abs(Scale[column] * (Mixing is null ? 1 : Mixing[(column * Count) + column])));
        }

        return sum;
    }

    /// <summary>The same working columns, of data columns that are multiplied by powers of two.</summary>
    public ColumnBasis Multiplied(int[] exponents) => DesignUnits.IsZero(exponents) ? this : new ColumnBasis(this, exponents);

    private double[,] MapFromData()
    {
        var affine = new double[DataCount, Count];
        for (int column = 0; column < Count; column++)
        {
            affine[Kept[column], column] = Scale[column];
            if (Shift[column] != 0)
            {
                affine[Constant, column] = -Shift[column] * Scale[column] / ConstantValue;
            }
        }

        if (Mixing is null)
        {
            return affine;
        }

        var map = new double[DataCount, Count];
        for (int row = 0; row < DataCount; row++)
        {
            for (int column = 0; column < Count; column++)
            {
                double sum = 0;
                for (int inner = 0; inner <= column; inner++)
                {
                    sum += affine[row, inner] * Mixing[(inner * Count) + column];
                }

                map[row, column] = sum;
            }
        }

        return map;
    }
}
