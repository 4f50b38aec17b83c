using Lmm.Formula.Binding;
using Lmm.Formula.Plan;

namespace Lmm.Cells;

/// <summary>A number that is summed within cells: the product of the numeric parts of a term, or the response less its offsets.</summary>
/// <param name="Label">The labels of the parts; what <see cref="CellPlan.LabelOf"/> makes of them.</param>
/// <param name="Operator">What joins the parts: they are multiplied, or all others are subtracted from the first.</param>
/// <param name="Parts">The parts.</param>
internal sealed record CellNumber(string Label, ArithmeticOperator Operator, IReadOnlyList<ColumnExpression> Parts);

/// <summary>
/// How rows become cells: rows that agree in all keys are one cell, of which the number of rows, the sums of the numbers and of
/// their products are kept. Nothing else of the rows has a part in a fit, so that cells are the rows without loss.
/// </summary>
internal sealed class CellPlan
{
    private readonly ModelSpec _spec;
    private readonly HashSet<int> _keyed;

    private CellPlan(ModelSpec spec, HashSet<int> keyed, bool hasResponse)
    {
        _spec = spec;
        _keyed = keyed;
        HasResponse = hasResponse;
        Keys = [.. keyed.Order()];
        Numbers = [.. NumbersOf(), .. hasResponse ? [ResponseOf(spec)] : Array.Empty<CellNumber>()];
        FixedVariables used = new(spec);
        Covariates = [.. used.All.Where(variable => used.IsNumber(variable) && !keyed.Contains(variable))];
        HashSet<int> learned = [.. ComponentsOf(spec).SelectMany(LearnedBy)];
        Learned = [.. Keys.Where(learned.Contains)];
    }

    private CellPlan(CellPlan whole, IEnumerable<CellPlan> parts)
    {
        (_spec, _keyed, HasResponse, Keys, Learned) = (whole._spec, whole._keyed, whole.HasResponse, whole.Keys, whole.Learned);
        Numbers = [.. whole.Designed.Concat(parts.SelectMany(static part => part.Designed)).DistinctBy(static number => number.Label), ResponseOf(_spec)];
        Covariates = [.. whole.Covariates.Union(parts.SelectMany(static part => part.Covariates))];
    }

    /// <summary>The variables whose values rows of a cell have in common.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>What is summed; the response, less its offsets, is the last.</summary>
    public IReadOnlyList<CellNumber> Numbers { get; }

    /// <summary>Whether the response is summed.</summary>
    public bool HasResponse { get; }

    /// <summary>The number of <see cref="Numbers"/> that are of the design.</summary>
    public int DesignNumbers => HasResponse ? Numbers.Count - 1 : Numbers.Count;

    private IEnumerable<CellNumber> Designed => Numbers.Take(DesignNumbers);

    /// <summary>The variables of the fixed effects that are numbers and no keys.</summary>
    public IReadOnlyList<int> Covariates { get; }

    /// <summary>The keys that transforms learn from, in rows that lack another variable too.</summary>
    public IReadOnlyList<int> Learned { get; }

    /// <summary>Whether rows have prior weights.</summary>
    public bool HasWeights => _spec.Weights is not null;

    /// <summary>The variables that are keys.</summary>
    public IEnumerable<ModelVariable> KeyVariables => Keys.Select(key => _spec.Variables[key]);

    /// <summary>Plans the cells of a model.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="sumsNumbers">Whether numbers are summed, else they are grouped by; those of which transforms learn are always grouped by.</param>
    /// <param name="hasResponse">Whether the response is summed, too.</param>
    public static CellPlan Of(ModelSpec spec, bool sumsNumbers, bool hasResponse = true)
    {
        HashSet<int> keyed = [.. spec.Variables.Index().Where(static variable => variable.Item.Use.HasFlag(VariableUse.Factor)).Select(static variable => variable.Index)];
        foreach (TermComponent component in ComponentsOf(spec))
        {
            keyed.UnionWith(component switch
            {
                FactorComponent { Computed: { } computed } => VariablesOf(computed.Expression),
                NumericComponent number when !sumsNumbers || number.Column.Learns => VariablesOf(number.Column.Expression),
                _ => LearnedBy(component),
            });
        }

        return new CellPlan(spec, keyed, hasResponse);
    }

    /// <summary>The same plan with what parts of the model sum beside it, for a summary of all.</summary>
    /// <param name="parts">The plans of the parts.</param>
    public CellPlan With(IEnumerable<CellPlan> parts) => new(this, parts);

    /// <summary>What is known of all rows of the numbers and covariates of this plan.</summary>
    /// <param name="summary">The same by a plan that has all of them, and the response.</param>
    /// <param name="plan">That plan.</param>
    public RowsSummary Of(RowsSummary summary, CellPlan plan)
    {
        string[] labels = [.. plan.Designed.Select(static number => number.Label)];
        int[] covariates = [.. plan.Covariates];
        return summary with
        {
            Numbers = [.. Designed.Select(number => summary.Numbers[Array.IndexOf(labels, number.Label)]), .. HasResponse ? [summary.Numbers[^1]] : Array.Empty<NumberSummary>()],
            Covariates = [.. Covariates.Select(covariate => summary.Covariates[Array.IndexOf(covariates, covariate)])],
        };
    }

    /// <summary>The label of the number that the parts of a term multiply to.</summary>
    public static string LabelOf(IEnumerable<string> parts) => string.Join('\n', parts);

    /// <summary>True for an expression that is known for each cell, because it reads keys alone.</summary>
    public bool IsKnown(ColumnExpression column) => VariablesOf(column.Expression).All(_keyed.Contains);

    private static CellNumber ResponseOf(ModelSpec spec) => new(spec.Response.Label, ArithmeticOperator.Subtract, [spec.Response, .. spec.Offsets]);

    private IEnumerable<CellNumber> NumbersOf()
        => TermsOf(_spec)
            .Select(term => term.Components.OfType<NumericComponent>().Where(number => !IsKnown(number.Column)).ToArray())
            .Where(static numbers => numbers.Length > 0)
            .Select(static numbers => new CellNumber(LabelOf(numbers.Select(static number => number.Column.Label)), ArithmeticOperator.Multiply, [.. numbers.Select(static number => number.Column)]))
            .DistinctBy(static number => number.Label);

    private static IEnumerable<ModelTerm> TermsOf(ModelSpec spec) => spec.FixedTerms.Concat(spec.RandomTerms.SelectMany(static random => random.Terms));

    private static IEnumerable<TermComponent> ComponentsOf(ModelSpec spec)
        => TermsOf(spec).SelectMany(static term => term.Components).Concat(spec.RandomTerms.SelectMany(static random => random.Grouping.Parts));

    // The variables of which all values have a part in the columns of a row.
    private static IEnumerable<int> LearnedBy(TermComponent component) => component switch
    {
        BasisComponent basis => VariablesOf(basis.Argument.Expression),
        NumericComponent number => LearnedBy(number.Column.Expression),
        FactorComponent { Computed: { } computed } => LearnedBy(computed.Expression),
        _ => [],
    };

    private static IEnumerable<int> LearnedBy(NumericExpression expression) => expression.Leaves.OfType<LearnedNumber>().SelectMany(static learned => VariablesOf(learned.Argument.Expression));

    private static IEnumerable<int> VariablesOf(NumericExpression expression) => expression.Leaves.SelectMany(static leaf => leaf switch
    {
        VariableReference reference => [reference.Variable],
        LevelTest test => [test.Variable],
        LevelMatch match => [match.Left, match.Right],
        LearnedNumber learned => VariablesOf(learned.Argument.Expression),
        _ => Enumerable.Empty<int>(),
    });
}
