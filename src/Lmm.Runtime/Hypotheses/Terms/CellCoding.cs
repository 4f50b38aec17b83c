using Lmm.Shapes;

namespace Lmm.Hypotheses.Terms;

/// <summary>
/// The columns of terms by cells: the columns that a term has when each of its factors has one for each level. Whatever the contrasts of the model, its
/// columns are combinations of those of treatment contrasts, and so is the column of each cell; nothing here is of the data.
/// </summary>
internal sealed class CellCoding
{
    private const int None = -1;

    private readonly IReadOnlyList<FixedTermShape> _terms;
    private readonly int[][] _margins;
    private readonly bool[] _isApart;
    private readonly Dictionary<(int Term, int Cell), Dictionary<int, double>> _known = [];

    /// <summary>Takes the terms, in the order of their columns.</summary>
    public CellCoding(IReadOnlyList<FixedTermShape> terms)
    {
        _terms = terms;
        ColumnCount = terms.Sum(static term => term.ColumnCount);
        _margins = new int[terms.Count][];
        _isApart = new bool[terms.Count];
        for (int term = 0; term < terms.Count; term++)
        {
            IReadOnlyList<TermPartShape> parts = terms[term].Parts;
            _margins[term] = [.. parts.Select((part, place) => part.IsContrasted ? MarginOf(term, place) : None)];
            _isApart[term] = parts.Where((part, place) => part.IsContrasted && _margins[term][place] == None).Any();
        }

        IsTreatment = terms.Where((_, term) => !_isApart[term]).All(static term => term.Parts.All(static part => !part.IsContrasted || part.Coding!.ColumnOfLevel is not null));
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>True when the columns of the model are those of treatment contrasts.</summary>
    public bool IsTreatment { get; }

    /// <summary>The number of cells of a term.</summary>
    public int CellCount(int term) => _isApart[term] ? _terms[term].ColumnCount : _terms[term].Parts.Aggregate(1, static (count, part) => count * part.CellCount);

    /// <summary>Whether a term keeps its own columns for cells, because the model has no term for what its contrasts leave out.</summary>
    public bool IsApart(int term) => _isApart[term];

    /// <summary>The level of each factor, and the column of each number, that a cell of a term is of.</summary>
    public int[] Places(int term, int cell)
    {
        IReadOnlyList<TermPartShape> parts = _terms[term].Parts;
        var places = new int[parts.Count];
        for (int part = 0; part < places.Length; part++)
        {
            places[part] = cell % parts[part].CellCount;
            cell /= parts[part].CellCount;
        }

        return places;
    }

    /// <summary>The column of a cell as a combination of the columns of treatment contrasts.</summary>
    public IReadOnlyDictionary<int, double> Cell(int term, int cell)
        => _isApart[term] ? new Dictionary<int, double> { [_terms[term].First + cell] = 1 } : Expand(term, Places(term, cell));

    /// <summary>The columns of the model as combinations of those of treatment contrasts, one a column.</summary>
    public double[,] InTreatment()
    {
        var result = new double[ColumnCount, ColumnCount];
        for (int term = 0; term < _terms.Count; term++)
        {
            for (int column = 0; column < _terms[term].ColumnCount; column++)
            {
                if (_isApart[term])
                {
                    result[_terms[term].First + column, _terms[term].First + column] = 1;
                }
                else
                {
                    AddColumn(result, term, column);
                }
            }
        }

        return result;
    }

    /// <summary>The sum over all cells of the products of their combinations: what distances between functions of cells are measured by.</summary>
    public double[,] Products()
    {
        var result = new double[ColumnCount, ColumnCount];
        for (int term = 0; term < _terms.Count; term++)
        {
            for (int cell = 0; cell < CellCount(term); cell++)
            {
                IReadOnlyDictionary<int, double> combination = Cell(term, cell);
                foreach ((int row, double left) in combination)
                {
                    foreach ((int column, double right) in combination)
                    {
                        result[row, column] += left * right;
                    }
                }
            }
        }

        return result;
    }

    // The term that the columns of one without a factor are in: that term itself, or one before it whose other factors have all their levels there.
    private int MarginOf(int term, int place)
    {
        TermPartShape[] rest = [.. _terms[term].Parts.Where((_, other) => other != place)];
        int found = None;
        for (int before = 0; before < term; before++)
        {
            FixedTermShape candidate = _terms[before];
            if (!_isApart[before] && (found == None || candidate.Parts.Count < _terms[found].Parts.Count)
                && TermContainment.HasAllOf(candidate, rest) && TermContainment.HasSameNumbers(rest, candidate))
            {
                found = before;
            }
        }

        return found;
    }

    // The first level of a factor is what the others leave of the whole.
    private Dictionary<int, double> Expand(int term, int[] places)
    {
        IReadOnlyList<TermPartShape> parts = _terms[term].Parts;
        (int column, int cell, int columnStride, int cellStride, int first) = (_terms[term].First, 0, 1, 1, None);
        for (int part = 0; part < places.Length; part++)
        {
            bool isFirst = parts[part].IsContrasted && places[part] == 0;
            first = isFirst && first == None ? part : first;
            column += columnStride * (parts[part].IsContrasted ? places[part] - 1 : places[part]);
            cell += cellStride * places[part];
            columnStride *= parts[part].ColumnCount;
            cellStride *= parts[part].CellCount;
        }

        if (first == None)
        {
            return new Dictionary<int, double> { [column] = 1 };
        }

        if (_known.TryGetValue((term, cell), out Dictionary<int, double>? known))
        {
            return known;
        }

        Dictionary<int, double> sum = [];
        AddMargin(sum, term, first, places);
        for (int level = 1; level < parts[first].CellCount; level++)
        {
            int[] other = [.. places];
            other[first] = level;
            Add(sum, -1, Expand(term, other));
        }

        _known.Add((term, cell), sum);
        return sum;
    }

    private void AddMargin(Dictionary<int, double> sum, int term, int left, int[] places)
    {
        int margin = _margins[term][left];
        IReadOnlyList<TermPartShape> parts = _terms[margin].Parts;
        var at = new int[parts.Count];
        List<int> free = [];
        for (int part = 0; part < at.Length; part++)
        {
            int own = IndexOf(_terms[term].Parts, parts[part].Name);
            if (own == None || own == left)
            {
                free.Add(part);
            }
            else
            {
                at[part] = places[own];
            }
        }

        AddLevels(sum, margin, at, free, 0);
    }

    private void AddLevels(Dictionary<int, double> sum, int term, int[] at, List<int> free, int next)
    {
        if (next == free.Count)
        {
            Add(sum, 1, Expand(term, at));
            return;
        }

        for (int level = 0; level < _terms[term].Parts[free[next]].CellCount; level++)
        {
            at[free[next]] = level;
            AddLevels(sum, term, at, free, next + 1);
        }
    }

    private void AddColumn(double[,] result, int term, int column)
    {
        FixedTermShape shape = _terms[term];
        var values = new (int Place, double Value)[shape.Parts.Count][];
        int rest = column;
        for (int part = 0; part < values.Length; part++)
        {
            values[part] = Values(shape.Parts[part], rest % shape.Parts[part].ColumnCount);
            rest /= shape.Parts[part].ColumnCount;
        }

        Multiply(0, 1, new int[values.Length]);

        void Multiply(int part, double value, int[] places)
        {
            if (part == values.Length)
            {
                foreach ((int row, double share) in Expand(term, places))
                {
                    result[row, shape.First + column] += value * share;
                }

                return;
            }

            foreach ((int place, double factor) in values[part])
            {
                places[part] = place;
                Multiply(part + 1, value * factor, places);
            }
        }
    }

    private static (int Place, double Value)[] Values(TermPartShape part, int column)
    {
        if (!part.IsContrasted)
        {
            return [(column, 1)];
        }

        return part.Coding!.ColumnOfLevel is { } columnOfLevel
            ? [(Array.IndexOf(columnOfLevel, column), 1)]
            : [.. part.Coding.Column(column).Select(static (value, level) => (level, value)).Where(static entry => entry.value != 0)];
    }

    private static int IndexOf(IReadOnlyList<TermPartShape> parts, string name)
    {
        for (int part = 0; part < parts.Count; part++)
        {
            if (parts[part].Name == name)
            {
                return part;
            }
        }

        return None;
    }

    private static void Add(Dictionary<int, double> sum, double factor, Dictionary<int, double> other)
    {
        foreach ((int column, double value) in other)
        {
            double total = sum.GetValueOrDefault(column) + (factor * value);
            if (total == 0)
            {
                sum.Remove(column);
            }
            else
            {
                sum[column] = total;
            }
        }
    }
}
