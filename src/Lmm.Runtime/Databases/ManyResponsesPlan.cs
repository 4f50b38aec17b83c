using Lmm.Cells;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Databases;

/// <summary>What is asked of the engine for fits of many responses.</summary>
internal sealed class ManyResponsesPlan
{
    private readonly string _model;

    /// <summary>Plans the statements.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="responses">Where the responses stand.</param>
    /// <param name="options">The strategy.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="source">The table, view or query, as <see cref="SqlSource"/> writes it.</param>
    /// <exception cref="ModelException">Such a model is not fitted to many responses in a database.</exception>
    public ManyResponsesPlan(ModelSpec spec, string model, DatabaseResponses responses, DatabaseOptions options, SqlDialect dialect, string source)
    {
        _model = model;
        DatabaseRefusals.Check(spec, model);
        Cells = CellPlan.Of(spec, options.Strategy != DatabaseStrategy.Compression);
        NameColumn = responses.NameColumn;
        Responses = responses.Names;
        if (NameColumn is not null && Cells.Learned.Count > 0)
        {
            throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"transforms of {string.Join(", ", Cells.Learned.Select(variable => spec.Variables[variable].Name))} learn from all rows, in which each sample stands once for every response; write the numbers out, such as knots or a mean, or give the responses as columns.");
        }

        Sql = new SqlCells(Cells, spec, dialect);
        string? name = NameColumn is null ? null : dialect.AsKey(dialect.Identifier(NameColumn));
        Values = NameColumn is null ? [.. Responses.Select(column => ValueOf(dialect.Identifier(column)))] : [Guarded(Sql.ResponseConditions, Sql.Numbers[^1])];
        Statements = new ResponseStatements(Sql, source, name);

        // What columns have in common is computed when they are rows.
        string ValueOf(string column) => dialect.TurnsColumns ? dialect.AsDouble(column) : Guarded([dialect.HasValue(column, VariableType.Continuous), .. dialect.HoldsNumber(column) is { } isNumber ? [isNumber] : Array.Empty<string>()], string.Join(" - ", Sql.Offsets.Prepend(dialect.AsDouble(column))));
    }

    /// <summary>How rows become cells.</summary>
    public CellPlan Cells { get; }

    /// <summary>The same in the engine's language.</summary>
    public SqlCells Sql { get; }

    /// <summary>The statements.</summary>
    public ResponseStatements Statements { get; }

    /// <summary>The column that names the response of a row; null where responses are columns.</summary>
    public string? NameColumn { get; }

    /// <summary>The columns that are responses.</summary>
    public IReadOnlyList<string> Responses { get; }

    /// <summary>The value of each response less the offsets, null where it is missing; one for all where a column names them; the number alone of columns that statements turn into rows.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The variables of a model that are read from the source: without those of its own response where columns are responses.</summary>
    public IEnumerable<ModelVariable> Read(ModelSpec spec)
        => spec.Variables.Where((variable, index) => NameColumn is not null || !variable.IsOutcome || index == spec.Weights || variable.Use == VariableUse.Presence);

    /// <summary>Throws where a column of responses is not there, or holds no numbers.</summary>
    /// <param name="columns">The columns of the source.</param>
    /// <param name="source">What the source is called; null for the only one, or the first.</param>
    public void RefuseColumns(EquatableArray<VariableDeclaration> columns, string? source = null)
    {
        foreach (string name in NameColumn is null ? Responses : [NameColumn])
        {
            VariableDeclaration? found = columns.FirstOrDefault(column => column.Name == name);
            if (found is null)
            {
                IReadOnlyList<string> nearest = NearestNames.Of(name, [.. columns.Select(static column => column.Name)]);
                throw new ModelException(_model, LmmErrorCode.UnknownColumn, $"{source ?? "the source"} has no column {name}{(NameColumn is null ? ", which is to be a response" : ", which is to name the responses")}; {(nearest.Count > 0 ? $"did you mean {string.Join(" or ", nearest)}?" : $"it has {LevelLabel.List([.. columns.Select(static column => column.Name)])}.")}");
            }

            if (NameColumn is null && !found.IsNumeric())
            {
                throw new ModelException(_model, LmmErrorCode.UnsuitableColumn, $"the column {name}{(source is null ? "" : $" of {source}")} holds values of the type {found.TypeName}, and a response is a number; cast the column in a query, or leave it out.");
            }
        }
    }

    /// <summary>The statements, in the order in which fits send them; of batches the first.</summary>
    public IReadOnlyList<SqlStatement> Show() => Statements.All([.. Values.Take(Statements.ResponsesAtOnce)]);

    private static string Guarded(IReadOnlyList<string> conditions, string value) => conditions.Count == 0 ? value : $"CASE WHEN {string.Join(" AND ", conditions)} THEN {value} END";
}
