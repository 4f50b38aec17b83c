using Lmm.Formula.Binding;

namespace Lmm.Formula.Plan;

/// <summary>Which variables the fixed effects and offsets of a model read, and how.</summary>
internal sealed class FixedVariables
{
    private readonly ModelSpec _spec;
    private readonly HashSet<int> _numbers = [];
    private readonly HashSet<int> _factors = [];
    private readonly HashSet<int> _levels = [];
    private readonly List<HashSet<int>> _terms = [];

    /// <summary>Goes through the terms of a model.</summary>
    public FixedVariables(ModelSpec spec)
    {
        _spec = spec;
        foreach (ColumnExpression offset in spec.Offsets)
        {
            Read(offset.Expression, []);
        }

        foreach (ModelTerm term in spec.FixedTerms)
        {
            HashSet<int> own = [];
            foreach (TermComponent component in term.Components)
            {
                Read(component, own);
            }

            _terms.Add(own);
        }
    }

    /// <summary>The variables, in the model's order.</summary>
    public IEnumerable<int> All => _numbers.Union(_factors).OrderBy(static variable => variable);

    /// <summary>True for one that is read as a number.</summary>
    public bool IsNumber(int variable) => _numbers.Contains(variable);

    /// <summary>True for one that is a factor.</summary>
    public bool IsFactor(int variable) => _factors.Contains(variable);

    /// <summary>True for a number whose values <c>factor()</c> makes levels of.</summary>
    public bool IsOfLevels(int variable) => _levels.Contains(variable);

    /// <summary>The variables that stand in a term with one, its own place aside.</summary>
    public IEnumerable<int> Beside(int variable) => _terms.Where(term => term.Contains(variable)).SelectMany(static term => term).Where(other => other != variable).Distinct();

    /// <summary>
    /// The variables that a factor is nested in: those with which it stands in all its terms, while they stand in terms without it, as <c>A/B</c> is
    /// <c>A + A:B</c>.
    /// </summary>
    public IEnumerable<int> ParentsOf(int factor)
    {
        int[][] terms = [.. _spec.FixedTerms.Select(Discrete).Where(term => term.Contains(factor))];
        return terms.Length == 0
            ? []
            : terms[0].Where(other => other != factor && terms.All(term => term.Contains(other)) && _spec.FixedTerms.Select(Discrete).Any(term => term.Contains(other) && !term.Contains(factor)));
    }

    private static int[] Discrete(ModelTerm term) =>
    [
        .. term.Components.OfType<FactorComponent>()
            .Select(static factor => factor.Computed is null ? factor.Variable : factor.Computed.Expression is VariableReference reference ? reference.Variable : -1)
            .Where(static variable => variable >= 0),
    ];

    private void Read(TermComponent component, HashSet<int> term)
    {
        switch (component)
        {
            case NumericComponent number:
                Read(number.Column.Expression, term);
                break;
            case BasisComponent basis:
                Read(basis.Argument.Expression, term);
                break;
            case FactorComponent { Computed: { } computed }:
                Read(computed.Expression, term);
                if (computed.Expression is VariableReference reference)
                {
                    _levels.Add(reference.Variable);
                }

                break;
            case FactorComponent factor:
                Add(factor.Variable, _factors, term);
                break;
            default:
                throw new NotSupportedException(component.ToString());
        }
    }

    private void Read(NumericExpression expression, HashSet<int> term)
    {
        foreach (NumericExpression leaf in expression.Leaves)
        {
            switch (leaf)
            {
                case VariableReference reference:
                    Add(reference.Variable, _numbers, term);
                    break;
                case LevelTest test:
                    Add(test.Variable, _factors, term);
                    break;
                case LevelMatch match:
                    Add(match.Left, _factors, term);
                    Add(match.Right, _factors, term);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Add(int variable, HashSet<int> kind, HashSet<int> term)
    {
        kind.Add(variable);
        term.Add(variable);
    }
}
