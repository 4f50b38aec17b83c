using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds random terms: their effects as terms, their grouping factors to columns that can group rows.</summary>
/// <param name="variables">The variables.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class RandomTermBinder(VariableTable variables, List<FormulaDiagnostic> faults)
{
    private readonly TermBinder _terms = new(variables, faults);

    /// <summary>Binds a random term; null when it has faults, which are reported.</summary>
    public RandomTerm? Bind(ExpandedRandomTerm random)
    {
        IReadOnlyList<ModelTerm>? terms = _terms.Bind(random.Effects, first: 0);
        int[] grouping = [.. random.Grouping.Variables.Select(name => Group(name, random.Grouping.Made.Contains(name)))];
        if (terms is null || grouping.Contains(-1))
        {
            return null;
        }

        if (random.Bar.Operator == FormulaOperator.DoubleBar)
        {
            WarnOfFactors(random, terms);
        }

        return new RandomTerm(new GroupingFactor(random.Grouping.Name, new EquatableArray<int>(grouping)) { IsNamedApart = random.Grouping.Made.Count > 0 }, terms.ToEquatableArray(), random.Covariance);
    }

    private int Group(NameSyntax name, bool isMade)
    {
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownGrouping, faults);
        if (declaration is null)
        {
            return -1;
        }

        if (declaration.CanGroup() || (isMade && declaration.IsNumeric()))
        {
            return variables.NumberOf(name.Name);
        }

        faults.Add(declaration.Type == VariableType.Continuous
            ? FormulaRules.ContinuousGrouping.At(name.Span, name.Name, Wording.Type(declaration))
            : FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a grouping factor", "declare it as string, enum, int, Guid or DateOnly"));
        return -1;
    }

    private void WarnOfFactors(ExpandedRandomTerm random, IReadOnlyList<ModelTerm> terms)
    {
        string? factor = terms.SelectMany(term => term.Components).FirstOrDefault(component => component is FactorComponent or BasisComponent { Basis.ColumnCount: > 1 })?.Label;
        if (factor is null)
        {
            return;
        }

        // lme4 makes a term of its own of each term left of the double bar.
        string grouping = Deparser.Deparse(random.Bar.Right);
        string split = string.Join(" + ", terms.Select(term => term.IsIntercept ? $"(1 | {grouping})" : $"(0 + {term.Label} | {grouping})"));
        faults.Add(FormulaRules.DoubleBarWithFactor.At(random.Bar.OperatorSpan, factor, split).WithEdit(new FormulaEdit(random.Brackets.Span, split)));
    }
}
