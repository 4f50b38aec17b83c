using Lmm.Formula.Binding;
using Lmm.Formula.Plan;

namespace Lmm.Databases;

/// <summary>A variable by whose values rows are grouped into cells.</summary>
/// <param name="Variable">Its index in the model's variables.</param>
/// <param name="Sql">Its value.</param>
internal sealed record CellKey(int Variable, string Sql);

/// <summary>A number that is summed within cells: the product of the numeric parts of a term, or the response.</summary>
/// <param name="Label">The labels of the parts; what <see cref="CellPlan.LabelOf"/> makes of them.</param>
/// <param name="Sql">Its value.</param>
internal sealed record CellNumber(string Label, string Sql);

/// <summary>
/// How the rows of a source become cells: rows that agree in all keys are one cell, of which the number of rows, the sums of the numbers and of
/// their products are kept. Nothing else of the rows has a part in a fit, so that cells are the rows without loss.
/// </summary>
internal sealed class CellPlan
{
    private readonly ModelSpec _spec;
    private readonly HashSet<int> _keyed;

    private CellPlan(ModelSpec spec, SqlDialect dialect, HashSet<int> keyed)
    {
        _spec = spec;
        _keyed = keyed;
        Dialect = dialect;
        SqlExpressions sql = new(dialect, spec);
        Keys = [.. keyed.Order().Select(variable => new CellKey(variable, KeyOf(variable, sql)))];
        Numbers = [.. NumbersOf(sql), new CellNumber(spec.Response.Label, ResponseOf(sql))];
        FixedVariables used = new(spec);
        Covariates = [.. used.All.Where(variable => used.IsNumber(variable) && !keyed.Contains(variable)).Select(variable => new CellNumber(spec.Variables[variable].Name, dialect.AsDouble(sql.Column(variable))))];
        HashSet<int> learned = [.. TermsOf(spec).SelectMany(static term => term.Components).SelectMany(LearnedBy)];
        Learned = [.. Keys.Where(key => learned.Contains(key.Variable))];
        Weight = spec.Weights is { } weights ? dialect.AsDouble(sql.Column(weights)) : null;
        Conditions =
        [
            .. spec.Variables.Select((variable, index) => dialect.HasValue(sql.Column(index), variable.Declaration.Type)),
            .. spec.Variables.Index()
                .Where(static variable => variable.Item.Use.HasFlag(VariableUse.Numeric))
                .Select(variable => dialect.HoldsNumber(sql.Column(variable.Index))).OfType<string>(),
        ];
    }

    /// <summary>The engine.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>What rows of a cell have in common.</summary>
    public IReadOnlyList<CellKey> Keys { get; }

    /// <summary>What is summed; the response, less its offsets, is the last.</summary>
    public IReadOnlyList<CellNumber> Numbers { get; }

    /// <summary>The variables of the fixed effects that are numbers and no keys, by their names.</summary>
    public IReadOnlyList<CellNumber> Covariates { get; }

    /// <summary>The prior weight; null for equal weights.</summary>
    public string? Weight { get; }

    /// <summary>The keys that transforms learn from, in rows that lack another variable too.</summary>
    public IReadOnlyList<CellKey> Learned { get; }

    /// <summary>What must hold of a row that is complete.</summary>
    public IReadOnlyList<string> Conditions { get; }

    /// <summary>The variables that are keys.</summary>
    public IEnumerable<ModelVariable> KeyVariables => Keys.Select(key => _spec.Variables[key.Variable]);

    /// <summary>Plans the cells of a model.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="strategy">Whether numbers are summed or grouped by; those of which transforms learn are always grouped by.</param>
    public static CellPlan Of(ModelSpec spec, SqlDialect dialect, DatabaseStrategy strategy)
    {
        HashSet<int> keyed = [.. spec.Variables.Index().Where(static variable => variable.Item.Use.HasFlag(VariableUse.Factor)).Select(static variable => variable.Index)];
        foreach (TermComponent component in TermsOf(spec).SelectMany(static term => term.Components).Concat(spec.RandomTerms.SelectMany(static random => random.Grouping.Parts)))
        {
            keyed.UnionWith(component switch
            {
                FactorComponent { Computed: { } computed } => VariablesOf(computed.Expression),
                NumericComponent number when strategy == DatabaseStrategy.Compression || Learns(number.Column.Expression) => VariablesOf(number.Column.Expression),
                _ => LearnedBy(component),
            });
        }

        return new CellPlan(spec, dialect, keyed);
    }

    /// <summary>The label of the number that the parts of a term multiply to.</summary>
    public static string LabelOf(IEnumerable<string> parts) => string.Join('\n', parts);

    /// <summary>True for an expression that is known for each cell, because it reads keys alone.</summary>
    public bool IsKnown(ColumnExpression column) => VariablesOf(column.Expression).All(_keyed.Contains);

    private IEnumerable<CellNumber> NumbersOf(SqlExpressions sql)
        => TermsOf(_spec)
            .Select(term => term.Components.OfType<NumericComponent>().Where(number => !IsKnown(number.Column)).ToArray())
            .Where(static numbers => numbers.Length > 0)
            .Select(numbers => new CellNumber(
                LabelOf(numbers.Select(static number => number.Column.Label)),
                string.Join(" * ", numbers.Select(number => sql.Of(number.Column.Expression)))))
            .DistinctBy(static number => number.Label);

    private string ResponseOf(SqlExpressions sql)
        => string.Join(" - ", _spec.Offsets.Select(static offset => offset.Expression).Prepend(_spec.Response.Expression).Select(sql.Of));

    private string KeyOf(int variable, SqlExpressions sql) => _spec.Variables[variable].Declaration.Type is VariableType.Text or VariableType.Enumeration
        ? Dialect.AsKey(sql.Column(variable))
        : sql.Column(variable);

    private static IEnumerable<ModelTerm> TermsOf(ModelSpec spec) => spec.FixedTerms.Concat(spec.RandomTerms.SelectMany(static random => random.Terms));

    // The variables of which all values have a part in the columns of a row.
    private static IEnumerable<int> LearnedBy(TermComponent component) => component switch
    {
        BasisComponent basis => VariablesOf(basis.Argument.Expression),
        NumericComponent number => number.Column.Expression.Leaves.OfType<LearnedNumber>().SelectMany(static learned => VariablesOf(learned.Argument.Expression)),
        _ => [],
    };

    private static bool Learns(NumericExpression expression) => expression.Leaves.OfType<LearnedNumber>().Any();

    private static IEnumerable<int> VariablesOf(NumericExpression expression) => expression.Leaves.SelectMany(static leaf => leaf switch
    {
        VariableReference reference => [reference.Variable],
        LevelTest test => [test.Variable],
        LevelMatch match => [match.Left, match.Right],
        LearnedNumber learned => VariablesOf(learned.Argument.Expression),
        _ => Enumerable.Empty<int>(),
    });
}
