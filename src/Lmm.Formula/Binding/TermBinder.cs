using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds sums of terms: each variable becomes a numeric column or a factor with its coding.</summary>
/// <param name="variables">The variables.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class TermBinder(VariableTable variables, List<FormulaDiagnostic> faults)
{
    private readonly ExpressionBinder _expressions = new(variables, "remove it, or write '1' for the intercept", faults);
    private readonly FactorBinder _factors = new(variables, faults);

    /// <summary>Binds a sum of terms.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="first">The first variable that can stand in a term: past the response.</param>
    /// <returns>The terms, the intercept first; those with a fault, which is reported, are not among them.</returns>
    public IReadOnlyList<ModelTerm> Bind(ExpandedTerms terms, int first)
    {
        var bound = new TermComponent?[terms.Variables.Count];
        for (int i = first; i < bound.Length; i++)
        {
            foreach (ExpressionSyntax occurrence in terms.Variables[i].Occurrences)
            {
                TermComponent? variable = BindVariable(occurrence, terms.Variables[i].Label);
                bound[i] ??= variable;
            }
        }

        var result = new List<ModelTerm>(terms.Terms.Count + 1);
        if (terms.HasIntercept)
        {
            result.Add(new ModelTerm(ModelTerm.InterceptLabel, EquatableArray<TermComponent>.Empty));
        }

        // Without intercept the first factor of the first term that has one stands in for it, by full indicators
        // (R's model.matrix).
        bool needsIndicators = !terms.HasIntercept;
        foreach (ExpandedTerm term in terms.Terms.Where(term => term.Factors.All(factor => bound[factor.Variable] is not null)))
        {
            var components = new List<TermComponent>(term.Factors.Count);
            foreach (TermFactor factor in term.Factors)
            {
                TermComponent component = bound[factor.Variable]!;
                bool isIndicated = component is FactorComponent && needsIndicators;
                needsIndicators &= !isIndicated;
                components.Add(component is FactorComponent full && (isIndicated || !factor.ByContrasts) ? full with { Coding = null } : component);
            }

            result.Add(new ModelTerm(term.Label, components.ToEquatableArray()));
        }

        return result;
    }

    /// <summary>Binds a variable; a factor is coded by its contrasts.</summary>
    private TermComponent? BindVariable(ExpressionSyntax occurrence, string label)
    {
        switch (occurrence)
        {
            case NameSyntax name:
                return Name(name, label);
            case BinarySyntax or UnarySyntax or CallSyntax when IsArithmetic(occurrence):
                return _expressions.Bind(occurrence) is not { } column ? null
                    : column.Expression.IsTruth ? FactorBinder.Truth(column with { Label = label })
                    : new NumericComponent(column with { Label = label });
            case CallSyntax basis when FunctionCatalogue.IsBasis(basis.Function):
                return new BasisBinder(_expressions, faults).Bind(basis, label);
            case CallSyntax factor when FunctionCatalogue.IsFactor(factor.Function):
                return _factors.Bind(factor, label);
            case CallSyntax call:
                faults.Add(FunctionCatalogue.Fault(call, variables));
                return null;
            default:
                faults.Add(FormulaRules.UnsupportedFunction.At(occurrence.Span, Deparser.Deparse(occurrence), occurrence is DotSyntax ? "left of a random term's bar" : "in formulas", "name the variables that are wanted"));
                return null;
        }
    }

    private static bool IsArithmetic(ExpressionSyntax node) => node is not CallSyntax call || call.Function == FunctionCatalogue.Inhibition || FunctionCatalogue.Find(call.Function) is not null;

    private TermComponent? Name(NameSyntax name, string label)
    {
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownVariable, faults);
        if (declaration is null)
        {
            return null;
        }

        int number = variables.NumberOf(name.Name);
        if (declaration.IsNumeric())
        {
            return new NumericComponent(new ColumnExpression(label, new VariableReference(number)));
        }

        if (declaration.IsFactorInTerms())
        {
            return new FactorComponent(label, number, FactorBinder.ContrastsOf(declaration));
        }

        string cure = declaration.Type == VariableType.Key
            ? "it can only group rows, right of a random term's bar"
            : "declare it with a numeric type, or as string, bool or enum";
        faults.Add(FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a term", cure));
        return null;
    }
}
