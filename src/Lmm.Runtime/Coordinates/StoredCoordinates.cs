using Lmm.Storage;

namespace Lmm.Coordinates;

/// <summary>Coordinates in files.</summary>
internal static class StoredCoordinates
{
    /// <summary>Writes a basis; its map is made again.</summary>
    public static void Write(this StoredWriter writer, ColumnBasis basis)
    {
        writer.Write(basis.DataCount);
        writer.Write(basis.Constant);
        writer.Write(basis.ConstantValue);
        writer.Write(basis.Kept.AsSpan());
        writer.Write(basis.Shift.AsSpan());
        writer.Write(basis.Scale.AsSpan());
        writer.Write(basis.Size.AsSpan());
        writer.WriteOptional(basis.Mixing, mixing => writer.Write(mixing.AsSpan()));
    }

    /// <summary>Reads a basis of so many data columns.</summary>
    public static ColumnBasis ReadBasis(this StoredReader reader, int dataCount)
    {
        reader.Require(reader.ReadInt32() == dataCount);
        int constant = reader.ReadInt32();
        double constantValue = reader.ReadDouble();
        int[] kept = reader.ReadInt32s();
        double[] shift = reader.ReadDoubles();
        double[] scale = reader.ReadDoubles();
        double[] size = reader.ReadDoubles();
        double[]? mixing = reader.ReadOptional(reader.ReadDoubles);
        reader.Require(constant >= -1 && constant < dataCount && AreAscending(kept, dataCount));
        reader.Require(shift.Length == kept.Length && scale.Length == kept.Length && size.Length == kept.Length && (constant >= 0 || Array.TrueForAll(shift, static value => value == 0)));
        reader.Require(mixing is null || mixing.Length == (long)kept.Length * kept.Length);
        return new ColumnBasis(dataCount, constant, constantValue, kept, shift, scale, size, mixing);
    }

    /// <summary>Writes the coordinates of X and y.</summary>
    public static void Write(this StoredWriter writer, FixedEffectsCoordinates coordinates)
    {
        writer.Write(coordinates.Names);
        writer.Write(coordinates.Basis);
        ResponseCoordinates response = coordinates.Response;
        writer.Write(response.Unit);
        writer.Write(response.Shift);
        writer.Write(response.Scale);
        writer.Write(response.Rounding);
        writer.Write(response.Projection.AsSpan());
        writer.Write(coordinates.Gram.AsSpan());
        writer.Write(coordinates.Moments, moments =>
        {
            writer.Write(moments.Mean);
            writer.Write(moments.StandardDeviation);
            writer.Write(moments.IsConstant);
            writer.Write(moments.Centre);
            writer.Write(moments.Spread);
        });
        writer.Write(coordinates.Expression);
    }

    /// <summary>Reads the coordinates of X and y.</summary>
    public static FixedEffectsCoordinates ReadFixedEffects(this StoredReader reader, IReadOnlyList<string> coefficients)
    {
        string[] names = reader.ReadTexts();
        reader.Require(names.SequenceEqual(coefficients));
        ColumnBasis basis = reader.ReadBasis(names.Length);
        ResponseCoordinates response = new(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDoubles());
        double[] gram = reader.ReadDoubles();
        ColumnMoments[] moments = reader.ReadList(() => new ColumnMoments(reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean()) { Centre = reader.ReadDouble(), Spread = reader.ReadDouble() });
        int rank = basis.Count;
        reader.Require(response.Projection.Length == rank && gram.Length == (long)rank * rank && moments.Length == names.Length && (response.Shift == 0 || basis.Constant >= 0));
        return new FixedEffectsCoordinates(basis, response, gram, names, moments, reader.ReadMatrix(rank, names.Length));
    }

    /// <summary>Writes units.</summary>
    public static void Write(this StoredWriter writer, DesignUnits units)
    {
        writer.Write(units.RootWeight);
        writer.Write(units.FixedEffects.AsSpan());
        writer.Write(units.RandomTerms, term => writer.Write(term.AsSpan()));
    }

    /// <summary>Reads units.</summary>
    public static DesignUnits ReadUnits(this StoredReader reader) => new(reader.ReadInt32(), reader.ReadInt32s(), reader.ReadList(reader.ReadInt32s, sizeof(int)));

    /// <summary>Writes a covariance matrix with its units.</summary>
    public static void Write(this StoredWriter writer, UnitCovariance covariance)
    {
        writer.Write(covariance.InUnits);
        for (int index = 0; index < covariance.InUnits.GetLength(0); index++)
        {
            writer.Write(covariance.Unit(index));
        }
    }

    /// <summary>Reads the covariance matrix of so many variables.</summary>
    public static UnitCovariance ReadCovariance(this StoredReader reader, int count)
    {
        double[,] values = reader.ReadMatrix(count, count);
        var units = new int[count];
        for (int index = 0; index < count; index++)
        {
            units[index] = reader.ReadInt32();
        }

        return new UnitCovariance(values, units);
    }

    private static bool AreAscending(int[] kept, int count)
    {
        for (int place = 0; place < kept.Length; place++)
        {
            if (kept[place] <= (place == 0 ? -1 : kept[place - 1]) || kept[place] >= count)
            {
                return false;
            }
        }

        return true;
    }
}
