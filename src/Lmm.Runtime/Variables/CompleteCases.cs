using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Variables;
using Lmm.Variables.Bases;

namespace Lmm;

/// <summary>The complete rows of the variables that a model uses, as typed columns of equal length.</summary>
public sealed class CompleteCases
{
    private const int RowsBetweenStops = 4096;

    private readonly Dictionary<string, NumericColumn> _numeric = [];
    private readonly Dictionary<string, FactorColumn> _factors = [];
    private readonly Dictionary<string, FactorColumn> _crossings = [];
    private readonly Dictionary<string, LearnedBasis> _bases = [];
    private readonly Dictionary<string, FactorColumn> _computed = [];
    private readonly Dictionary<string, double> _learned = [];
    private readonly Dictionary<string, bool[]?> _levelsObserved = [];
    private readonly Dictionary<string, Extrapolation> _extrapolations = [];

    internal CompleteCases()
    {
    }

    /// <summary>No rows, with what those have taught that were fitted.</summary>
    internal CompleteCases(StoredCases taught)
    {
        foreach (FactorColumn factor in taught.Factors)
        {
            _factors.Add(factor.Name, factor);
        }

        (_crossings, _computed) = (new(taught.Crossings), new(taught.Computed));
        (_bases, _learned, _levelsObserved) = (new(taught.Bases), new(taught.Learned), new(taught.LevelsObserved));
    }

    /// <summary>What these rows have taught.</summary>
    internal StoredCases Taught => new(_factors.Values, _crossings, _computed, _bases, _learned, _levelsObserved);

    /// <summary>The model's name, for messages.</summary>
    public string ModelName { get; internal init; } = "";

    /// <summary>The model's formula.</summary>
    public string Formula { get; internal init; } = "";

    /// <summary>The number of complete rows.</summary>
    public int RowCount { get; internal init; }

    /// <summary>The number of rows dropped because a value was missing.</summary>
    public int DroppedRowCount { get; internal init; }

    /// <summary>True for rows to predict, whose levels and transforms are those of the rows that were fitted.</summary>
    public bool IsForPrediction => Fitted is not null;

    /// <summary>True for rows that have the response to fit to; false for rows to predict, and where the responses are apart from the rows.</summary>
    public bool HasResponse { get; internal init; } = true;

    /// <summary>What the rows stand for, where they have the sums of others; null for rows that are what they are.</summary>
    internal RepresentedRows? Represented { get; init; }

    /// <summary>The rows that were fitted, for rows to predict; else null.</summary>
    internal CompleteCases? Fitted { get; init; }

    /// <summary>The input rows that were kept, and where they stand.</summary>
    internal RowPlaces Places { get; init; }

    /// <summary>The input rows that were kept, counted from zero; null when all were.</summary>
    internal int[]? InputRows => Places.InputRows;

    /// <summary>Sentences on columns that are text because of cells that are no numbers.</summary>
    internal IReadOnlyList<string> StrayCells { get; init; } = [];

    /// <summary>The input rows of the rows to fit that were dropped, counted from zero; none for rows to predict.</summary>
    internal int[] DroppedRows { get; init; } = [];

    /// <summary>For each row to predict whether it lacks a value that only random terms read; null when none does.</summary>
    internal bool[]? LacksRandom { get; init; }

    /// <summary>The number, counted from one, that a row of the frame has in the input, where dropped rows count too.</summary>
    /// <param name="row">The row of the frame, counted from zero.</param>
    public int InputRowNumber(int row) => Places.NumberOf(row);

    /// <summary>The numeric column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public NumericColumn Numeric(string name)
        => _numeric.TryGetValue(name, out NumericColumn? column) ? column : throw NoSuchColumn("numeric column", name, _numeric.Keys);

    /// <summary>The factor of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FactorColumn Factor(string name)
        => _factors.TryGetValue(name, out FactorColumn? column) ? column : throw NoSuchColumn("factor", name, _factors.Keys);

    /// <summary>
    /// The factor whose levels are the observed combinations of several factors, labelled with colons; the first factor's
    /// level varies slowest, as in R's <c>a:b</c>. Asking again gives the same object.
    /// </summary>
    /// <param name="name">The name of the combined factor, such as <c>a:b</c>.</param>
    /// <param name="factors">The factors, each of the frame or of one of its columns.</param>
    /// <exception cref="ArgumentException">No factor is given.</exception>
    public FactorColumn Factor(string name, params ReadOnlySpan<FactorColumn> factors)
    {
        Stop.ThrowIfCancellationRequested();
        FactorColumn[] parts = factors.ToArray();
        string key = $"{name}\n{string.Join('\n', parts.Select(part => part.Name))}";
        if (!_crossings.TryGetValue(key, out FactorColumn? crossing))
        {
            if (Fitted is null)
            {
                crossing = FactorCrossing.Cross(name, parts, ModelName, Stop);
            }
            else
            {
                FactorColumn[] fittedParts = Array.ConvertAll(parts, Counterpart);
                crossing = FittedLevels.Cross(Fitted.Factor(name, fittedParts), parts);
            }

            _crossings.Add(key, crossing);
        }

        return crossing;
    }

    /// <summary>The factor whose levels are the values of a column, in numeric order. Asking again gives the same object.</summary>
    /// <param name="column">The column; its name is the factor's.</param>
    public FactorColumn FactorOf(NumericColumn column) => Computed(column, LevelLabel.Of);

    /// <summary>The factor with the levels FALSE and TRUE that a column of zeros and ones stands for. Asking again gives the same object.</summary>
    /// <param name="column">The column; its name is the factor's.</param>
    public FactorColumn TruthOf(NumericColumn column) => Computed(column, static number => number == 0 ? "FALSE" : "TRUE");

    // Of a factor of rows to predict that of the rows which were fitted.
    private FactorColumn Counterpart(FactorColumn factor)
        => _factors.GetValueOrDefault(factor.Name) == factor ? Fitted!.Factor(factor.Name) : Fitted!._computed[factor.Name];

    private FactorColumn Computed(NumericColumn column, Func<double, string> label)
    {
        ArgumentNullException.ThrowIfNull(column);
        Stop.ThrowIfCancellationRequested();
        if (!_computed.TryGetValue(column.Name, out FactorColumn? factor))
        {
            factor = ComputedFactor.Of(column, ModelName, label, Stop);
            factor = Fitted is null ? factor : FittedLevels.Translate(factor, Fitted._computed[column.Name], Places);
            _computed.Add(column.Name, factor);
        }

        return factor;
    }

    /// <summary>The column that is one where a factor has a level and zero where it has another: a comparison with a text.</summary>
    /// <param name="factor">The factor's name.</param>
    /// <param name="level">The level; no row need have it.</param>
    /// <exception cref="ArgumentException">There is no such factor.</exception>
    public NumericColumn HasLevel(string factor, string level)
    {
        FactorColumn column = Factor(factor);
        return Truths(row => column.LevelAt(row) is { } at ? at == level : null);
    }

    /// <summary>The column that is one where two factors have the same level and zero where they have not.</summary>
    /// <param name="factor">The name of one factor.</param>
    /// <param name="other">The name of the other.</param>
    /// <exception cref="ArgumentException">There is no such factor.</exception>
    public NumericColumn HaveOneLevel(string factor, string other)
    {
        FactorColumn first = Factor(factor);
        FactorColumn second = Factor(other);
        return Truths(row => (first.LevelAt(row), second.LevelAt(row)) is ({ } left, { } right) ? left == right : null);
    }

    // What is compared with a missing level is missing.
    private NumericColumn Truths(Func<int, bool?> holds)
    {
        return new NumericColumn("", [.. Enumerable.Range(0, RowCount).Select(Number)], [.. Enumerable.Range(RowCount, DroppedRows.Length).Select(Number)]);

        double Number(int row) => holds(row) is { } truth ? (truth ? 1 : 0) : double.NaN;
    }

    /// <summary>A number that a column tells, such as its mean; for rows to predict that of the rows which were fitted.</summary>
    /// <param name="label">The call as the formula spells it, such as <c>mean(age)</c>.</param>
    /// <param name="function">What of the values.</param>
    /// <param name="column">The column. As transforms do, it counts the rows that lack another variable.</param>
    public double Learn(string label, DataSummary function, NumericColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        Dictionary<string, double> learned = (Fitted ?? this)._learned;
        if (!learned.TryGetValue(label, out double number))
        {
            number = Summaries.Of(function, ValuesToLearnFrom(label, column));
            learned.Add(label, number);
        }

        return number;
    }

    /// <summary>A column computed from others.</summary>
    /// <param name="label">The expression as the formula spells it.</param>
    /// <param name="value">
    /// The value at a row of the frame, counted from zero, by what <see cref="NumericColumn"/> has at that row; transforms that learn from the column
    /// also ask for the dropped rows, which follow those of the frame.
    /// </param>
    /// <exception cref="ModelException">A value is not finite; the message names the expression and the input row.</exception>
    public NumericColumn Compute(string label, Func<int, double> value)
    {
        double[] values = new double[RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            if (row % RowsBetweenStops == 0)
            {
                Stop.ThrowIfCancellationRequested();
            }

            values[row] = value(row);
            if (!double.IsFinite(values[row]) && !(double.IsNaN(values[row]) && LacksRandom?[row] == true))
            {
                throw NotFinite(label, values[row], row);
            }
        }

        return new NumericColumn(label, values, DroppedRows.Length == 0 ? null : new Lazy<double[]>(() => [.. DroppedRows.Select((_, index) => value(RowCount + index))]));
    }

    /// <summary>
    /// The columns that a transform makes of a number. Rows to fit teach it its centre, scale, coefficients or knots, as in
    /// R also those that were dropped because they lack another variable; rows to predict are transformed by what the fitted ones taught.
    /// </summary>
    /// <param name="label">The call as the formula spells it, such as <c>poly(age, 2)</c>.</param>
    /// <param name="basis">The transform.</param>
    /// <param name="argument">The number, a column of the frame.</param>
    /// <exception cref="ModelException">The values do not admit the transform, such as a polynomial of more degrees than different values.</exception>
    public BasisColumns Basis(string label, Basis basis, NumericColumn argument)
    {
        Dictionary<string, LearnedBasis> bases = (Fitted ?? this)._bases;
        if (!bases.TryGetValue(label, out LearnedBasis? learned))
        {
            Stop.ThrowIfCancellationRequested();
            try
            {
                learned = LearnedBasis.Learn(basis, ValuesToLearnFrom(label, argument), Stop);
            }
            catch (BasisException fault)
            {
                throw new ModelException(ModelName, LmmErrorCode.UnsuitableColumn, $"{label} {fault.Message}.");
            }

            bases.Add(label, learned);
        }

        Stop.ThrowIfCancellationRequested();
        if (IsForPrediction && learned.Boundary is { } knots && Extrapolation.Of(label, argument.Values, knots) is { } beyond)
        {
            _extrapolations[label] = beyond;
        }

        return new BasisColumns(label, learned.Columns(argument.Values, Stop));
    }

    private double[] ValuesToLearnFrom(string label, NumericColumn column)
        => Represented is { } represented ? represented.Repeat(column, ModelName, label) : column.ValuesToLearnFrom;

    /// <summary>The names of the variables.</summary>
    internal IEnumerable<string> VariableNames => _factors.Keys.Union(_numeric.Keys);

    /// <summary>A code per row that tells the values of a variable apart; null where there is no variable of that name.</summary>
    internal int[]? GroupsBy(string name)
    {
        if (_factors.TryGetValue(name, out FactorColumn? factor))
        {
            return factor.Codes;
        }

        if (!_numeric.TryGetValue(name, out NumericColumn? number))
        {
            return null;
        }

        var codes = new Dictionary<double, int>();
        return [.. number.Values.Select(value => codes.TryGetValue(value, out int known) ? known : codes[value] = codes.Count)];
    }

    /// <summary>The factor of that name; null for none.</summary>
    internal FactorColumn? FactorOrNull(string name) => _factors.GetValueOrDefault(name);

    /// <summary>The numbers of that name; null for none.</summary>
    internal NumericColumn? NumericOrNull(string name) => _numeric.GetValueOrDefault(name);

    /// <summary>The factor that was made of the numbers of that name.</summary>
    internal FactorColumn FactorMadeOf(string name) => _computed[name];

    /// <summary>What a transform has learned from these rows.</summary>
    /// <param name="label">The call as the formula spells it.</param>
    internal LearnedBasis BasisOf(string label) => _bases[label];

    /// <summary>Of rows to predict, the splines whose argument lies beyond the boundary knots.</summary>
    internal IEnumerable<Extrapolation> Extrapolations => _extrapolations.Values;

    /// <summary>The number that these rows have told under a label, such as <c>mean(age)</c>.</summary>
    internal double NumberOf(string label) => _learned[label];

    /// <summary>For each level of a grouping factor whether a row with a weight has it; null when all are so.</summary>
    internal bool[]? LevelsObserved(string grouping) => _levelsObserved.GetValueOrDefault(grouping);

    /// <summary>Remembers, for rows to predict, which levels of a grouping factor rows with a weight have; null when all are so.</summary>
    internal void SetLevelsObserved(string grouping, bool[]? observed) => _levelsObserved[grouping] = observed;

    /// <summary>Stops the work on a design of these rows; none once it is built.</summary>
    internal CancellationToken Stop { get; set; }

    internal void Add(NumericColumn column) => _numeric.Add(column.Name, column);

    internal void Add(FactorColumn column)
        => _factors.Add(column.Name, Fitted is null ? column : FittedLevels.Translate(column, Fitted.Factor(column.Name), Places));

    private ModelException NotFinite(string label, double value, int row)
    {
        string what = double.IsNaN(value) ? "not a number" : value > 0 ? "+infinity" : "-infinity";
        return new ModelException(ModelName, LmmErrorCode.NotFinite, $"{label} is {what} in {Places.Of(row)}; correct the row, leave it out, or use an expression that is finite for all rows.");
    }

    private ArgumentException NoSuchColumn(string kind, string name, IEnumerable<string> names)
        => new($"{ModelName}: the frame has no {kind} {name}; it has {string.Join(", ", names.DefaultIfEmpty("none"))}.", nameof(name));

    /// <summary>The model's name and the numbers of rows.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{ModelName}: {RowCount} complete rows, {DroppedRowCount} dropped");
}
