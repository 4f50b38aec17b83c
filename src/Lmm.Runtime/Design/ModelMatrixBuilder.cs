using Lmm.Formula.Binding;
using Lmm.Shapes;

namespace Lmm.Design;

/// <summary>Builds a model matrix term by term.</summary>
/// <param name="rowCount">The number of rows.</param>
/// <param name="cancellationToken">Stops the work.</param>
/// <param name="keepsIndicators">Whether the indicators of a factor are kept by what each row has, and made when they are asked for.</param>
internal sealed class ModelMatrixBuilder(int rowCount, CancellationToken cancellationToken, bool keepsIndicators = false)
{
    private readonly List<IndicatorColumns> _indicators = [];
    private readonly List<double[]> _columns = [];
    private readonly List<string> _columnNames = [];
    private readonly List<int> _termIndices = [];
    private readonly List<string> _termLabels = [];
    private readonly List<FixedTermShape> _terms = [];

    /// <summary>Adds the column of ones.</summary>
    public void Intercept(double[] ones)
    {
        _terms.Add(new FixedTermShape(ModelTerm.InterceptLabel, _columns.Count, []));
        Add(ModelTerm.InterceptLabel, [ones], [ModelTerm.InterceptLabel]);
    }

    /// <summary>Adds a term: the products of its parts' columns, the first part varying fastest.</summary>
    public void Term(string label, ReadOnlySpan<TermPart> parts)
    {
        if (parts.IsEmpty)
        {
            throw new ArgumentException($"The term {label} has no parts.", nameof(parts));
        }

        _terms.Add(new FixedTermShape(label, _columns.Count, [.. parts.ToArray().Select(Shape)]));
        double[][] columns = [];
        string[] names = [];
        for (int i = 0; i < parts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TermPart part = parts[i];
            if (part.RowCount != rowCount)
            {
                throw new ArgumentException($"{part.Name} in the term {label} is a column of another frame: it has {part.RowCount} rows, not {rowCount}.", nameof(parts));
            }

            if (keepsIndicators && parts.Length == 1 && part is CodedFactor factor && factor.ColumnOfRow() is { } columnOfRow)
            {
                _indicators.Add(new IndicatorColumns(_columns.Count, part.Names.Count, columnOfRow));
                Add(label, new double[part.Names.Count][], [.. part.Names]);
                return;
            }

            columns = i == 0 ? part.Columns(cancellationToken) : part.Times(columns, cancellationToken);
            names = i == 0 ? [.. part.Names] : Join(names, part.Names);
        }

        Add(label, columns, names);
    }

    public ModelMatrix Build() => new([.. _columns], [.. _columnNames], [.. _termIndices], [.. _termLabels]) { Indicators = [.. _indicators], TermShapes = [.. _terms] };

    private void Add(string label, double[][] columns, string[] names)
    {
        _columns.AddRange(columns);
        _columnNames.AddRange(names);
        _termIndices.AddRange(Enumerable.Repeat(_termLabels.Count, columns.Length));
        _termLabels.Add(label);
    }

    private static TermPartShape Shape(TermPart part) => part is CodedFactor factor
        ? new TermPartShape(factor.Name, factor.ColumnNames.Length, factor.Factor.LevelNames, factor.Contrasts)
        : new TermPartShape(part.Name, part.Names.Count);

    private static string[] Join(string[] fast, IReadOnlyList<string> slow)
        => [.. slow.SelectMany(second => fast.Select(first => $"{first}:{second}"))];
}
