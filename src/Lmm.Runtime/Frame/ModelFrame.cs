using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Frame;
using Lmm.Frame.Conditions;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm;

/// <summary>
/// A table of named columns of equal length, missing values included: what a formula given at run time is fitted to. Each
/// model takes from it the complete rows of its own variables.
/// </summary>
public sealed class ModelFrame
{
    private readonly Dictionary<string, FrameColumn> _columnByName;
    private readonly ILookup<string, FrameColumn> _columnsByCaselessName;

    /// <summary>Makes a frame of columns.</summary>
    /// <param name="columns">The columns, of equal length and different names.</param>
    /// <exception cref="ArgumentException">Two columns have one name, or the lengths differ.</exception>
    public ModelFrame(params IEnumerable<FrameColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        if (Columns.Contains(null!))
        {
            throw new ArgumentException("A column is null; leave it out.", nameof(columns));
        }

        RowCount = Columns.Count > 0 ? Columns[0].RowCount : 0;
        _columnByName = new Dictionary<string, FrameColumn>(Columns.Count);
        foreach (FrameColumn column in Columns)
        {
            if (column.RowCount != RowCount)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The column {column.Name} has {column.RowCount} rows, but {Columns[0].Name} has {RowCount}; all columns need the same number."),
                    nameof(columns));
            }

            if (!_columnByName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Two columns have the name {column.Name}; give each its own.", nameof(columns));
            }
        }

        _columnsByCaselessName = Columns.ToLookup(column => column.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads a text file with delimited columns, its first line being their names.</summary>
    /// <remarks>
    /// A column is whole numbers when every cell that is not missing is one, numbers when every such cell is, truth values
    /// when every one is TRUE or FALSE, dates when every one is written as 2024-02-29, and text otherwise.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How the file is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The file cannot be read, or is malformed; the message names file, line and column.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ModelFrame FromCsv(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.Read(CsvSource.File(path), options, cancellationToken);

    /// <summary>Reads text with delimited columns from a stream, from its position to its end; see <see cref="FromCsv(string, CsvOptions?, CancellationToken)"/>.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">How the text is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The stream cannot be read, or the text is malformed; the message names line and column.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ModelFrame FromCsv(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.Read(CsvSource.Stream(stream), options, cancellationToken);

    /// <summary>Reads text with delimited columns, from where it stands to its end; see <see cref="FromCsv(string, CsvOptions?, CancellationToken)"/>.</summary>
    /// <param name="text">The text; it stays open. <see cref="CsvOptions.Encoding"/> does not matter.</param>
    /// <param name="options">How the text is written, and types that are not to be inferred; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">The text cannot be read, or is malformed; the message names line and column.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ModelFrame FromCsv(TextReader text, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.Read(CsvSource.Text(text), options, cancellationToken);

    /// <inheritdoc cref="FromCsv(string, CsvOptions?, CancellationToken)"/>
    public static Task<ModelFrame> FromCsvAsync(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.ReadAsync(CsvSource.File(path), options, isAsync: true, cancellationToken);

    /// <inheritdoc cref="FromCsv(Stream, CsvOptions?, CancellationToken)"/>
    public static Task<ModelFrame> FromCsvAsync(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.ReadAsync(CsvSource.Stream(stream), options, isAsync: true, cancellationToken);

    /// <inheritdoc cref="FromCsv(TextReader, CsvOptions?, CancellationToken)"/>
    public static Task<ModelFrame> FromCsvAsync(TextReader text, CsvOptions? options = null, CancellationToken cancellationToken = default)
        => CsvFrame.ReadAsync(CsvSource.Text(text), options, isAsync: true, cancellationToken);

    /// <summary>
    /// Makes a frame of rows by the public properties and fields of their type. Names, levels and contrasts are those that
    /// <see cref="VariableAttribute"/>, <see cref="FactorAttribute"/>, <see cref="LevelsAttribute"/> and
    /// <see cref="ContrastAttribute"/> say, as at build time; members of types that formulas cannot use are passed over.
    /// </summary>
    /// <param name="rows">The rows; they are read once.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">A row is null, or a value is none of its declared levels; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    [RequiresUnreferencedCode(RowsFrame.Reason)]
    public static ModelFrame From<T>(IEnumerable<T> rows, CancellationToken cancellationToken = default) => RowsFrame.Of(rows, cancellationToken);

    /// <summary>Reads the current result of a query to its end; the query stays open.</summary>
    /// <remarks>
    /// A column takes its type from its values, whatever the query declares: whole numbers, numbers, truth values, dates
    /// (texts as 2024-02-29 too), and text otherwise. NULL is a missing value.
    /// </remarks>
    /// <param name="query">The query's reader.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataSourceException">There is no row, two columns have one name, or a column holds binary values.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ModelFrame From(DbDataReader query, CancellationToken cancellationToken = default) => DatabaseFrame.Read(query, cancellationToken);

    /// <inheritdoc cref="From(DbDataReader, CancellationToken)"/>
    public static Task<ModelFrame> FromAsync(DbDataReader query, CancellationToken cancellationToken = default)
        => DatabaseFrame.ReadAsync(query, isAsync: true, cancellationToken);

    /// <summary>The number of rows, incomplete ones included.</summary>
    public int RowCount { get; }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<FrameColumn> Columns { get; }

    /// <summary>The lines where the rows begin, where they come from a text.</summary>
    internal RowLines? Lines { get; init; }

    /// <summary>What the binder is told of the columns.</summary>
    internal EquatableArray<VariableDeclaration> Declarations => Columns.Select(column => column.Declaration).ToEquatableArray();

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FrameColumn this[string name] => _columnByName.TryGetValue(name ?? throw new ArgumentNullException(nameof(name)), out FrameColumn? column)
        ? column
        : throw new ArgumentException($"The data have no column {name}; they have {string.Join(", ", _columnByName.Keys)}.", nameof(name));

    /// <summary>The column that formulas mean by a name: the one of exactly that name, else the only one that differs just in case; null when there is none.</summary>
    public FrameColumn? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_columnByName.TryGetValue(name, out FrameColumn? exact))
        {
            return exact;
        }

        FrameColumn[] caseless = [.. _columnsByCaselessName[name]];
        return caseless.Length == 1 ? caseless[0] : null;
    }

    /// <summary>The same table with a column added, or put in the place of the one of its name.</summary>
    public ModelFrame With(FrameColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _columnByName.ContainsKey(column.Name)
            ? new ModelFrame(Columns.Select(old => old.Name == column.Name ? column : old)) { Lines = Lines }
            : new ModelFrame(Columns.Append(column)) { Lines = Lines };
    }

    /// <summary>The same columns with those of their rows, counted from zero, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public ModelFrame Rows(params ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if (row < 0 || row >= RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, string.Create(CultureInfo.InvariantCulture, $"The data have the rows 0 to {RowCount - 1}."));
            }
        }

        List<FrameColumn> columns = new(Columns.Count);
        foreach (FrameColumn column in Columns)
        {
            columns.Add(column.Rows(rows));
        }

        return new ModelFrame(columns) { Lines = Lines?.Of(rows) };
    }

    /// <summary>The same columns with the rows for which a condition is true, such as <c>week &gt; 2 &amp; site != "north"</c>.</summary>
    /// <remarks>
    /// Columns are compared with numbers or with texts in quotes, by <c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> and <c>&gt;=</c>; dates and
    /// other texts in ordinal order. Comparisons are joined by <c>&amp;</c>, <c>|</c>, <c>!</c> and brackets. What compares a missing value is not true.
    /// </remarks>
    /// <param name="condition">The condition.</param>
    /// <exception cref="ConditionException">The condition is malformed, or does not suit the columns; the exception says where.</exception>
    public ModelFrame Where(string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Rows(RowsWhere(condition));
    }

    /// <summary>The rows, counted from zero, for which a condition is true.</summary>
    internal int[] RowsWhere(string condition) => RowCondition.Rows(condition, Columns, Find);

    /// <summary>The complete rows of the variables that a model uses.</summary>
    /// <param name="spec">The model, bound to <see cref="Declarations"/>.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">What to do with missing values; null for the default.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">There is no complete row, a value is infinite, or one is missing and the options refuse it.</exception>
    internal CompleteCases Select(ModelSpec spec, string model, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        return Select(new CompleteCasesBuilder(model, spec.Formula, options, cancellationToken: cancellationToken) { StrayCells = StrayNumbers.Of(spec, this), Lines = Lines }, spec.Variables, model);
    }

    /// <summary>The complete rows, if there are any, of the variables that a model uses, of a table that is a part of the rows.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">What to do with missing values.</param>
    /// <param name="rowsBefore">The number of rows before these.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A value is infinite, or one is missing and the options refuse it.</exception>
    internal CompleteCases SelectPart(ModelSpec spec, string model, FitOptions options, long rowsBefore, CancellationToken cancellationToken)
        => Select(new CompleteCasesBuilder(model, spec.Formula, options, rowsBefore: rowsBefore, cancellationToken: cancellationToken) { Lines = Lines }, spec.Variables, model);

    /// <summary>The rows, if there are any, that have the variables of a model's response, of a table that is a part of the rows.</summary>
    internal CompleteCases SelectOutcome(ModelSpec spec, IEnumerable<ModelVariable> outcome, string model, long rowsBefore, CancellationToken cancellationToken)
        => Select(new CompleteCasesBuilder(model, spec.Formula, rowsBefore: rowsBefore, cancellationToken: cancellationToken) { Lines = Lines }, outcome, model);

    /// <summary>The complete rows of the variables that a fitted model predicts from; what only random terms read may be missing.</summary>
    /// <param name="spec">The model that was fitted.</param>
    /// <param name="fitted">The rows that were fitted.</param>
    /// <param name="target">What is predicted: the population does without the columns that only random terms read.</param>
    internal CompleteCases Select(ModelSpec spec, CompleteCases fitted, PredictionTarget target)
    {
        CompleteCasesBuilder builder = new(fitted.ModelName, spec.Formula, null, fitted) { RowCount = RowCount, Lines = Lines };
        foreach (ModelVariable variable in spec.Variables.Where(variable => !variable.IsOutcome))
        {
            if (variable.IsRandomOnly && target == PredictionTarget.Population)
            {
                RegisterUnknown(builder, variable, fitted.ModelName);
            }
            else
            {
                Register(builder, variable, fitted.ModelName);
            }
        }

        return builder.Build();
    }

    /// <summary>The complete rows of the variables of a model whose responses are apart from the rows.</summary>
    internal CompleteCases SelectWithoutResponse(ModelSpec spec, string model, FitOptions? options, CancellationToken cancellationToken)
        => Select(
            new CompleteCasesBuilder(model, spec.Formula, options, withResponse: false, cancellationToken: cancellationToken) { StrayCells = StrayNumbers.Of(spec, this), Lines = Lines },
            spec.Variables.Where((variable, index) => !variable.IsOutcome || index == spec.Weights || variable.Use == VariableUse.Presence),
            model);

    /// <summary>The rows, which stand for others and have some of the variables of a model; all but the first of them are incomplete, whatever values they have.</summary>
    internal CompleteCases SelectKeys(ModelSpec spec, IEnumerable<ModelVariable> keys, int complete, RepresentedRows represented, string model, bool withResponse, CancellationToken cancellationToken)
    {
        var builder = new CompleteCasesBuilder(model, spec.Formula, withResponse: withResponse, cancellationToken: cancellationToken) { Represented = represented };
        if (complete < RowCount)
        {
            builder.Register(new NumericColumnBuilder(model, "", [.. Enumerable.Range(0, RowCount).Select(row => row < complete ? 0 : double.NaN)]));
        }

        return Select(builder, keys, model);
    }

    private CompleteCases Select(CompleteCasesBuilder builder, IEnumerable<ModelVariable> variables, string model)
    {
        foreach (ModelVariable variable in variables)
        {
            Register(builder, variable, model);
        }

        return builder.Build();
    }

    private void Register(CompleteCasesBuilder builder, ModelVariable variable, string model)
    {
        FrameColumn column = Find(variable.Declaration.Name)
            ?? throw new ModelException(model, LmmErrorCode.UnknownColumn, $"the data have no column {variable.Declaration.Name}; they have {LevelLabel.List([.. _columnByName.Keys])}.");
        if (variable.Use.HasFlag(VariableUse.Numeric))
        {
            NumericColumnBuilder number = builder.Register(column.NumericBuilder(model, variable.Name));
            _ = variable.IsRandomOnly ? builder.Optional(number) : number;
        }

        if (variable.Use.HasFlag(VariableUse.Factor))
        {
            DeclaredFactorBuilder factor = builder.Register(column.FactorBuilder(model, variable.Name, builder.Stop));
            _ = variable.IsRandomOnly ? builder.Optional(factor) : factor;
        }

        if (variable.Use == VariableUse.Presence)
        {
            builder.Register(column.PresenceBuilder(model, variable.Name, builder.Stop));
        }
    }

    // All values are missing.
    private void RegisterUnknown(CompleteCasesBuilder builder, ModelVariable variable, string model)
    {
        if (variable.Use.HasFlag(VariableUse.Numeric))
        {
            double[] values = new double[RowCount];
            Array.Fill(values, double.NaN);
            builder.Register(builder.Optional(new NumericColumnBuilder(model, variable.Name, values)));
        }

        if (variable.Use.HasFlag(VariableUse.Factor))
        {
            int[] codes = new int[RowCount];
            Array.Fill(codes, DeclaredFactorBuilder.Missing);
            builder.Register(builder.Optional(new DeclaredFactorBuilder(model, variable.Name, [], codes)));
        }
    }

    /// <summary>The number of rows and the names of the columns.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{RowCount} rows of {LevelLabel.List([.. Columns.Select(static column => column.Name)])}");
}
