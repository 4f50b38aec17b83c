namespace Lmm.Formula.Binding;

/// <summary>Finds out how a model uses its variables.</summary>
internal sealed class VariableUses
{
    private readonly VariableUse[] _uses;

    private VariableUses(int count) => _uses = new VariableUse[count];

    /// <summary>How a model uses each of its variables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">The number of its variables.</param>
    public static IReadOnlyList<VariableUse> Of(ModelSpec model, int count)
    {
        var uses = new VariableUses(count);
        uses.AddPredictors(model);
        uses.Add(model.Response.Expression);
        if (model.Weights is { } weights)
        {
            uses.Add(weights, VariableUse.Numeric);
        }

        return [.. uses._uses.Select(use => use == VariableUse.None ? VariableUse.Presence : use)];
    }

    /// <summary>How the terms and offsets of a model use its variables; what they do not use, predictions do without.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">The number of its variables.</param>
    public static IReadOnlyList<VariableUse> OfPredictors(ModelSpec model, int count)
    {
        var uses = new VariableUses(count);
        uses.AddPredictors(model);
        return uses._uses;
    }

    /// <summary>How the fixed-effects terms and the offsets of a model use its variables; what they do not use, predictions of the population do without.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">The number of its variables.</param>
    public static IReadOnlyList<VariableUse> OfFixedEffects(ModelSpec model, int count)
    {
        var uses = new VariableUses(count);
        uses.AddFixedEffects(model);
        return uses._uses;
    }

    private void AddPredictors(ModelSpec model)
    {
        AddFixedEffects(model);
        foreach (RandomTerm random in model.RandomTerms)
        {
            Add(random.Terms);
            foreach (FactorComponent part in random.Grouping.Parts)
            {
                Add(part);
            }
        }
    }

    private void AddFixedEffects(ModelSpec model)
    {
        Add(model.FixedTerms);
        foreach (ColumnExpression offset in model.Offsets)
        {
            Add(offset.Expression);
        }
    }

    private void Add(IEnumerable<ModelTerm> terms)
    {
        foreach (TermComponent component in terms.SelectMany(term => term.Components))
        {
            if (component is NumericComponent numeric)
            {
                Add(numeric.Column.Expression);
            }
            else if (component is BasisComponent basis)
            {
                Add(basis.Argument.Expression);
            }
            else if (component is FactorComponent factor)
            {
                Add(factor);
            }
        }
    }

    private void Add(FactorComponent factor)
    {
        if (factor.Computed is { } computed)
        {
            Add(computed.Expression);
        }
        else
        {
            Add(factor.Variable, VariableUse.Factor);
        }
    }

    private void Add(int variable, VariableUse use) => _uses[variable] |= use;

    private void Add(NumericExpression expression)
    {
        foreach (NumericExpression leaf in expression.Leaves)
        {
            switch (leaf)
            {
                case VariableReference reference:
                    Add(reference.Variable, VariableUse.Numeric);
                    break;
                case LevelTest test:
                    Add(test.Variable, VariableUse.Factor);
                    break;
                case LevelMatch match:
                    Add(match.Left, VariableUse.Factor);
                    Add(match.Right, VariableUse.Factor);
                    break;
                case LearnedNumber learned:
                    Add(learned.Argument.Expression);
                    break;
            }
        }
    }
}
