using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>A transform with what it has learned from the rows that were fitted: all that is needed to transform others.</summary>
internal abstract class LearnedBasis
{
    private const int RowsBetweenStops = 1024;

    private int _unit;

    /// <summary>The number of columns.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>The boundary knots in the argument's own unit; null for what has none.</summary>
    public (double Lower, double Upper)? Boundary => BoundaryKnots is { } knots ? (Math.ScaleB(knots.Lower, _unit), Math.ScaleB(knots.Upper, _unit)) : null;

    /// <summary>What files call the transform.</summary>
    protected abstract BasisKind Kind { get; }

    /// <summary>Writes what makes the transform of its unit's numbers.</summary>
    protected abstract void WriteLearned(StoredWriter writer);

    /// <summary>The boundary knots; null for what has none.</summary>
    protected virtual (double Lower, double Upper)? BoundaryKnots => null;

    /// <summary>Learns a transform.</summary>
    /// <param name="basis">The transform.</param>
    /// <param name="values">The values of its argument, finite.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="BasisException">The values do not admit it; the message says why and what to do.</exception>
    public static LearnedBasis Learn(Basis basis, double[] values, CancellationToken cancellationToken = default)
    {
        int unit = HasUnit(basis) ? 0 : BinaryUnit.Of(values);
        LearnedBasis learned = LearnInUnits(InUnits(basis, unit), BinaryUnit.Divide(values, unit), cancellationToken);
        learned._unit = unit;
        return learned;
    }

    private static LearnedBasis LearnInUnits(Basis basis, double[] values, CancellationToken cancellationToken) => basis switch
    {
        ScaledBasis scaled => Scaling.Learn(scaled, values),
        PolynomialBasis { IsRaw: true } powers => new RawPolynomials(powers.Degree),
        PolynomialBasis polynomials => OrthogonalPolynomials.Learn(polynomials.Degree, values, cancellationToken),
        BSplineBasis splines => BSplines.Learn(splines, values, cancellationToken),
        NaturalSplineBasis splines => NaturalSplines.Learn(splines, values, cancellationToken),
        _ => throw new ArgumentException($"A transform of the kind {basis.GetType().Name} cannot be computed.", nameof(basis)),
    };

    // Plain powers, and numbers that are merely centred or divided by what is written, have their variable's unit; other columns do not depend on it.
    private static bool HasUnit(Basis basis) => basis is PolynomialBasis { IsRaw: true } or ScaledBasis { IsScaled: false } or ScaledBasis { Scale: not null };

    private static Basis InUnits(Basis basis, int unit) => basis switch
    {
        ScaledBasis { Center: { } center } scaled when unit != 0 => scaled with { Center = BinaryUnit.Divide([center], unit)[0] },
        BSplineBasis splines when unit != 0 => splines with { Knots = InUnits(splines.Knots, unit) },
        NaturalSplineBasis splines when unit != 0 => splines with { Knots = InUnits(splines.Knots, unit) },
        _ => basis,
    };

    private static SplineKnots InUnits(SplineKnots knots, int unit)
        => knots with { Interior = Divide(knots.Interior, unit), Boundary = Divide(knots.Boundary, unit) };

    private static EquatableArray<double> Divide(EquatableArray<double> knots, int unit) => BinaryUnit.Divide([.. knots], unit).ToEquatableArray();

    /// <summary>Writes what was learned.</summary>
    public void Write(StoredWriter writer)
    {
        writer.Write((int)Kind);
        writer.Write(_unit);
        WriteLearned(writer);
    }

    /// <summary>Reads what was learned.</summary>
    public static LearnedBasis Read(StoredReader reader)
    {
        BasisKind kind = reader.ReadMember<BasisKind>();
        int unit = reader.ReadInt32();
        LearnedBasis learned = kind switch
        {
            BasisKind.Scaling => Scaling.ReadLearned(reader),
            BasisKind.RawPolynomials => RawPolynomials.ReadLearned(reader),
            BasisKind.OrthogonalPolynomials => OrthogonalPolynomials.ReadLearned(reader),
            BasisKind.BSplines => BSplines.ReadLearned(reader),
            _ => NaturalSplines.ReadLearned(reader),
        };
        learned._unit = unit;
        return learned;
    }

    /// <summary>The columns of some values.</summary>
    public double[][] Columns(double[] values, CancellationToken cancellationToken = default)
    {
        values = BinaryUnit.Divide(values, _unit);
        double[][] columns = new double[ColumnCount][];
        for (int column = 0; column < columns.Length; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns[column] = new double[values.Length];
        }

        double[] row = new double[ColumnCount];
        double[] scratch = new double[ScratchLength];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % RowsBetweenStops == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Evaluate(values[i], row, scratch);
            for (int column = 0; column < row.Length; column++)
            {
                columns[column][i] = row[column];
            }
        }

        return columns;
    }

    /// <summary>Writes the columns' values at one value of the argument into <paramref name="row"/>.</summary>
    public void Row(double value, Span<double> row)
    {
        using var room = new Room(stackalloc double[Room.MostOnStack], ScratchLength);
        Evaluate(_unit == 0 ? value : Math.ScaleB(value, -_unit), row, room.Values);
    }

    /// <summary>Writes the columns' derivatives by the argument, at one value of it, into <paramref name="row"/>.</summary>
    public void Slopes(double value, Span<double> row)
    {
        using var room = new Room(stackalloc double[Room.MostOnStack], ScratchLength);
        Differentiate(_unit == 0 ? value : Math.ScaleB(value, -_unit), row, room.Values);
        for (int column = 0; _unit != 0 && column < row.Length; column++)
        {
            row[column] = Math.ScaleB(row[column], -_unit);
        }
    }

    /// <summary>The room that an evaluation needs.</summary>
    protected virtual int ScratchLength => 0;

    /// <summary>Writes the columns' values at a point into <paramref name="row"/>.</summary>
    protected abstract void Evaluate(double x, Span<double> row, Span<double> scratch);

    /// <summary>Writes the columns' derivatives at a point into <paramref name="row"/>.</summary>
    protected abstract void Differentiate(double x, Span<double> row, Span<double> scratch);
}

/// <summary>The values of its argument do not admit a transform; the message goes on after the transform's name.</summary>
internal sealed class BasisException(string message) : LmmException(LmmErrorCode.UnsuitableColumn, message);
