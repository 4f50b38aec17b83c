using Lmm.Cells;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>Writes in SQL what rows are grouped by and what is summed of them.</summary>
internal sealed class SqlCells
{
    /// <summary>Writes a plan.</summary>
    /// <param name="plan">How rows become cells.</param>
    /// <param name="spec">The model.</param>
    /// <param name="dialect">The engine.</param>
    public SqlCells(CellPlan plan, ModelSpec spec, SqlDialect dialect)
    {
        SqlExpressions sql = new(dialect, spec);
        Plan = plan;
        Dialect = dialect;
        Keys = [.. plan.Keys.Select(KeyOf)];
        Learned = [.. plan.Learned.Select(KeyOf)];
        Numbers = [.. plan.Numbers.Select(number => string.Join(number.Operator == ArithmeticOperator.Multiply ? " * " : " - ", number.Parts.Select(part => sql.Of(part.Expression))))];
        Covariates = [.. plan.Covariates.Select(variable => dialect.AsDouble(sql.Column(variable)))];
        Weight = spec.Weights is { } weights ? dialect.AsDouble(sql.Column(weights)) : null;
        Offsets = [.. spec.Offsets.Select(offset => sql.Of(offset.Expression))];
        Conditions = ConditionsOn(static (_, _) => true);
        DesignConditions = ConditionsOn((variable, index) => !IsResponse(variable, index));
        ResponseConditions = ConditionsOn(IsResponse);

        // What a row of which the response is apart does without.
        bool IsResponse(ModelVariable variable, int index) => variable.IsOutcome && index != spec.Weights && variable.Use != VariableUse.Presence;

        string[] ConditionsOn(Func<ModelVariable, int, bool> isMeant) =>
        [
            .. spec.Variables.Index().Where(variable => isMeant(variable.Item, variable.Index)).Select(variable => dialect.HasValue(sql.Column(variable.Index), variable.Item.Declaration.Type)),
            .. spec.Variables.Index()
                .Where(variable => isMeant(variable.Item, variable.Index) && variable.Item.Use.HasFlag(VariableUse.Numeric))
                .Select(variable => dialect.HoldsNumber(sql.Column(variable.Index))).OfType<string>(),
        ];

        // Numbers with fractions are doubles in .NET, whatever the engine counts in: decimals of more digits are one key where their doubles are one.
        string KeyOf(int variable) => spec.Variables[variable].Declaration.Type switch
        {
            VariableType.Text or VariableType.Enumeration => dialect.AsKey(sql.Column(variable)),
            VariableType.Continuous when dialect.HasTypedColumns => dialect.AsDouble(sql.Column(variable)),
            _ => sql.Column(variable),
        };
    }

    /// <summary>How rows become cells.</summary>
    public CellPlan Plan { get; }

    /// <summary>The engine.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>The values of the keys.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The values of the keys that transforms learn from.</summary>
    public IReadOnlyList<string> Learned { get; }

    /// <summary>The numbers that are summed.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>The covariates.</summary>
    public IReadOnlyList<string> Covariates { get; }

    /// <summary>The prior weight; null for equal weights.</summary>
    public string? Weight { get; }

    /// <summary>What must hold of a row that is complete.</summary>
    public IReadOnlyList<string> Conditions { get; }

    /// <summary>The part of <see cref="Conditions"/> that is of the design: what must hold of a row whose response is apart.</summary>
    public IReadOnlyList<string> DesignConditions { get; }

    /// <summary>The part of <see cref="Conditions"/> that is of the response alone.</summary>
    public IReadOnlyList<string> ResponseConditions { get; }

    /// <summary>What is subtracted from the response.</summary>
    public IReadOnlyList<string> Offsets { get; }
}
