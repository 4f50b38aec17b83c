using Lmm.Coordinates;
using Lmm.Shapes;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Terms;

/// <summary>
/// The hypotheses of terms, of the types that SAS counts from one to three. A function has one number per column of X; those that the fit left out have zeros.
/// Rows are scaled and combined as lmerTest does, because Satterthwaite's degrees of freedom of several rows depend on it.
/// </summary>
/// <remarks>Sources: SAS/STAT User's Guide, "The Four Types of Estimable Functions"; Goodnight, SAS Technical Report R-101, 1978; lmerTest 3.1.</remarks>
internal sealed class TermHypotheses
{
    private readonly IReadOnlyList<FixedTermShape> _terms;
    private readonly FixedEffectsCoordinates _coordinates;
    private readonly UnitCovariance _units;
    private readonly int[] _kept;
    private readonly Lazy<CellCoding> _coding;
    private readonly Lazy<TreatmentColumns?> _treatment;
    private readonly Lazy<Matrix<double>> _products;
    private readonly Lazy<Matrix<double>> _root;

    /// <summary>Prepares the hypotheses.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="coordinates">The columns that were fitted.</param>
    /// <param name="units">The units of the columns.</param>
    public TermHypotheses(IReadOnlyList<FixedTermShape> terms, FixedEffectsCoordinates coordinates, UnitCovariance units)
    {
        _terms = terms;
        _coordinates = coordinates;
        _units = units;
        _kept = coordinates.Basis.Kept;
        _coding = new(() => new CellCoding(terms));
        _treatment = new(() => TreatmentColumns.Of(_coding.Value, coordinates, units));
        _products = new(() => _treatment.Value!.All * Matrix<double>.Build.DenseOfArray(_coding.Value.Products()) * _treatment.Value.All.Transpose());
        _root = new(() => SequentialColumns.Root(coordinates));
    }

    /// <summary>The coding by cells.</summary>
    public CellCoding Coding => _coding.Value;

    /// <summary>The columns by treatment contrasts; null where columns are so nearly collinear that codings disagree on their rank.</summary>
    public TreatmentColumns? Treatment => _treatment.Value;

    /// <summary>True when the data can tell nothing of a term.</summary>
    public bool IsLeftOut(int term) => !_kept.Any(column => IsOf(column, term));

    /// <summary>Type I: what a term adds to the terms before it.</summary>
    public double[][] Sequential(int term) => InOrder([.. Enumerable.Range(0, _kept.Length)], term);

    /// <summary>Type II: what a term adds to all terms that do not contain it.</summary>
    public double[][] Adjusted(int term)
    {
        int[] containing = Containing(term);
        if (IsAlone())
        {
            return Sequential(term);
        }

        if (containing.Length == 0)
        {
            return [.. _kept.Where(column => IsOf(column, term)).Select(Unit)];
        }

        int[] places = [.. Enumerable.Range(0, _kept.Length)];
        bool IsOwn(int place) => IsOf(_kept[place], term);
        bool IsAbove(int place) => containing.Any(other => IsOf(_kept[place], other));
        return InOrder([.. places.Where(place => !IsOwn(place) && !IsAbove(place)), .. places.Where(IsOwn), .. containing.SelectMany(other => places.Where(place => IsOf(_kept[place], other)))], term);
    }

    /// <summary>
    /// Type III: the functions that are estimable whatever the numbers of rows in cells, orthogonal to those of the terms that contain the term. By treatment
    /// contrasts, so that they do not depend on the contrasts of the model; where a cell is empty, those that are left.
    /// </summary>
    /// <remarks>Asks for <see cref="Treatment"/>.</remarks>
    public double[][] Estimable(int term)
    {
        TreatmentColumns treatment = _treatment.Value!;
        int[] kept = treatment.Kept;
        int[] own = [.. Enumerable.Range(0, kept.Length).Where(place => IsOf(kept[place], term))];
        int[] containing = Containing(term);
        int[] above = [.. Enumerable.Range(0, kept.Length).Where(place => containing.Any(other => IsOf(kept[place], other)))];
        double[][] functions;
        if (IsAlone())
        {
            functions = SequentialColumns.Of(_root.Value, treatment.Working, new int[kept.Length], [.. Enumerable.Range(0, kept.Length)], own.Contains);
        }
        else
        {
            functions = [.. own.Select(place => { var function = new double[kept.Length]; function[place] = 1; return function; })];
            SubtractProjections(functions, own, above);
        }

        return [.. functions.Select(function => OnAllColumns((Vector<double>.Build.Dense(function) * treatment.FromModel).AsArray()!))];
    }

    /// <summary>The terms that contain a term.</summary>
    public int[] Containing(int term) => [.. Enumerable.Range(0, _terms.Count).Where(other => TermContainment.IsContained(_terms[term], _terms[other]))];

    private void SubtractProjections(double[][] functions, int[] own, int[] above)
    {
        if (above.Length == 0 || own.Length == 0)
        {
            return;
        }

        var among = Matrix<double>.Build.Dense(above.Length, above.Length, (row, column) => _products.Value[above[row], above[column]]);
        var across = Matrix<double>.Build.Dense(above.Length, own.Length, (row, column) => _products.Value[above[row], own[column]]);
        Matrix<double> shares = among.Cholesky().Solve(across);
        for (int function = 0; function < own.Length; function++)
        {
            for (int other = 0; other < above.Length; other++)
            {
                functions[function][above[other]] = -shares[other, function];
            }
        }
    }

    private double[][] InOrder(int[] order, int term)
    {
        var columns = Matrix<double>.Build.Dense(_kept.Length, _kept.Length, (row, place) => _coordinates.Expression[row, _kept[place]]);
        double[][] functions = SequentialColumns.Of(_root.Value, columns, [.. _kept.Select(_units.Unit)], order, place => IsOf(_kept[place], term));
        return Array.ConvertAll(functions, OnAllColumns);
    }

    private double[] OnAllColumns(double[] function)
    {
        var result = new double[_coordinates.Basis.DataCount];
        for (int place = 0; place < function.Length; place++)
        {
            result[_kept[place]] = function[place];
        }

        return result;
    }

    private double[] Unit(int column)
    {
        var result = new double[_coordinates.Basis.DataCount];
        result[column] = 1;
        return result;
    }

    // With one term besides the intercept, lmerTest takes the hypotheses of all types from the first.
    private bool IsAlone() => _terms.Count(static term => !term.IsIntercept) == 1;

    private bool IsOf(int column, int term) => column >= _terms[term].First && column < _terms[term].First + _terms[term].ColumnCount;
}
