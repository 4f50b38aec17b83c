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

    /// <summary>Binds a sum of terms.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="first">The first variable that can stand in a term: past the response.</param>
    /// <returns>The terms, the intercept first; null when a variable has a fault.</returns>
    public IReadOnlyList<ModelTerm>? Bind(ExpandedTerms terms, int first)
    {
        var bound = new BoundVariable?[terms.Variables.Count];
        for (int i = first; i < bound.Length; i++)
        {
            foreach (ExpressionSyntax occurrence in terms.Variables[i].Occurrences)
            {
                BoundVariable? variable = BindVariable(occurrence, terms.Variables[i].Label);
                bound[i] ??= variable;
            }
        }

        if (terms.Terms.Any(term => term.Factors.Any(factor => bound[factor.Variable] is null)))
        {
            return null;
        }

        var result = new List<ModelTerm>(terms.Terms.Count + 1);
        if (terms.HasIntercept)
        {
            result.Add(new ModelTerm(ModelTerm.InterceptLabel, EquatableArray<TermComponent>.Empty));
        }

        // Without intercept the first factor of the first term that has one stands in for it, by full indicators
        // (R's model.matrix).
        bool needsIndicators = !terms.HasIntercept;
        foreach (ExpandedTerm term in terms.Terms)
        {
            var components = new List<TermComponent>(term.Factors.Count);
            foreach (TermFactor factor in term.Factors)
            {
                BoundVariable variable = bound[factor.Variable]!;
                bool isIndicated = variable.Column is null && needsIndicators;
                needsIndicators &= !isIndicated;
                components.Add(variable.Component(byContrasts: factor.ByContrasts && !isIndicated));
            }

            result.Add(new ModelTerm(term.Label, components.ToEquatableArray()));
        }

        return result;
    }

    private BoundVariable? BindVariable(ExpressionSyntax occurrence, string label)
    {
        switch (occurrence)
        {
            case NameSyntax name:
                return Name(name, label);
            case CallSyntax arithmetic when IsArithmetic(arithmetic):
                return _expressions.Bind(occurrence) is { } column ? new BoundVariable(label, column with { Label = label }, -1, null) : null;
            case CallSyntax call:
                faults.Add(FunctionCatalogue.Fault(call, variables));
                return null;
            default:
                faults.Add(FormulaRules.UnsupportedFunction.At(occurrence.Span, Deparser.Deparse(occurrence), "name the variables that are wanted"));
                return null;
        }
    }

    private static bool IsArithmetic(CallSyntax call) => call.Function == FunctionCatalogue.Inhibition || FunctionCatalogue.Find(call.Function) is not null;

    private BoundVariable? Name(NameSyntax name, string label)
    {
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownVariable, faults);
        if (declaration is null)
        {
            return null;
        }

        int number = variables.NumberOf(name.Name);
        if (declaration.IsNumeric())
        {
            return new BoundVariable(label, new ColumnExpression(label, new VariableReference(number)), number, null);
        }

        if (declaration.IsFactorInTerms())
        {
            return new BoundVariable(label, null, number, declaration.Contrast ?? ContrastCoding.Treatment);
        }

        string cure = declaration.Type == VariableType.Key
            ? "it can only group rows, right of a random term's bar"
            : "declare it with a numeric type, or as string, bool or enum";
        faults.Add(FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a term", cure));
        return null;
    }

    /// <summary>A variable of the terms.</summary>
    /// <param name="Label">Its label.</param>
    /// <param name="Column">Its values; null for a factor.</param>
    /// <param name="Variable">The number of the factor's variable.</param>
    /// <param name="Coding">The factor's contrasts.</param>
    private sealed record BoundVariable(string Label, ColumnExpression? Column, int Variable, ContrastCoding? Coding)
    {
        /// <summary>The variable as a component of a term.</summary>
        public TermComponent Component(bool byContrasts)
            => Column is not null ? new NumericComponent(Column) : new FactorComponent(Label, Variable, byContrasts ? Coding : null);
    }
}
