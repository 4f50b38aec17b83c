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
    private readonly FactorBinder _factors = new(variables, faults);

    /// <summary>Binds a random term, faulty effects left out; null when the grouping factor has a fault. Faults are reported.</summary>
    public RandomTerm? Bind(ExpandedRandomTerm random)
    {
        IReadOnlyList<ModelTerm> terms = _terms.Bind(random.Effects, first: 0);
        FactorComponent?[] grouping = [.. random.Grouping.Parts.Select(Part)];
        if (grouping.Contains(null))
        {
            return null;
        }

        if (random.Bar.Operator == FormulaOperator.DoubleBar)
        {
            WarnOfFactors(random, terms);
        }

        return new RandomTerm(new GroupingFactor(random.Grouping.Name, grouping.OfType<FactorComponent>().ToEquatableArray()) { IsNamedApart = random.Grouping.Parts.Any(part => part is not NameSyntax) }, terms.ToEquatableArray(), random.Covariance);
    }

    // The order of the levels of what groups rows does not matter, nor what the formula calls them.
    private FactorComponent? Part(ExpressionSyntax part) => part switch
    {
        CallSyntax { Arguments.Count: 1 } call when call.Arguments[0].Value is NameSyntax made => Group(made, isMade: true),
        CallSyntax call => _factors.Bind(call, "") is not { } factor ? null
            : factor with { Label = factor.Computed?.Label ?? variables.NameOf(factor.Variable), Coding = null, References = default },
        _ => Group((NameSyntax)part, isMade: false),
    };

    private FactorComponent? Group(NameSyntax name, bool isMade)
    {
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownGrouping, faults);
        if (declaration is null)
        {
            return null;
        }

        if (declaration.CanGroup() || (isMade && declaration.IsNumeric()))
        {
            int variable = variables.NumberOf(name.Name);
            return new FactorComponent(variables.NameOf(variable), variable, null);
        }

        faults.Add(declaration.Type == VariableType.Continuous
            ? FormulaRules.ContinuousGrouping.At(name.Span, name.Name, Wording.Type(declaration))
            : FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a grouping factor", "declare it as string, enum, int, Guid or DateOnly"));
        return null;
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
