using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds the response, and keeps it out of the terms.</summary>
/// <param name="variables">The variables.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class ResponseBinder(VariableTable variables, List<FormulaDiagnostic> faults)
{
    /// <summary>Binds the response; null when it has faults, which are reported.</summary>
    public ColumnExpression? Bind(ExpressionSyntax response)
    {
        ExpressionSyntax bare = response is BracketedSyntax { Content: NameSyntax inner } ? inner : response;
        if (bare is NameSyntax name && variables.Find(name.Name) is not null)
        {
            VariableDeclaration declaration = variables.Resolve(name, FormulaRules.UnknownVariable, faults)!;
            if (!declaration.IsNumeric())
            {
                Refuse(name, declaration);
                return null;
            }
        }

        ColumnExpression? bound = new ExpressionBinder(variables, "name the variable to explain", faults).Bind(response);
        if (bound is null || bound.Expression.Leaves.All(leaf => leaf is not (LevelTest or LevelMatch)))
        {
            return bound;
        }

        NameSyntax factor = NameFinder.In(response).First(name => variables.Declaration(name.Name) is { } declaration && !declaration.IsNumeric());
        Refuse(factor, variables.Declaration(factor.Name)!);
        return null;
    }

    private void Refuse(NameSyntax name, VariableDeclaration declaration)
        => faults.Add(FormulaRules.ResponseNotNumeric.At(name.Span, name.Name, Wording.Type(declaration), declaration.Type == VariableType.Boolean ? " and code it 0 and 1" : ""));

    /// <summary>
    /// Reports the response among the terms. A response of one variable is compared by that variable, so that
    /// <c>log(y) ~ y</c> is a fault; one of several, such as <c>y/x ~ x</c>, only as a whole.
    /// </summary>
    public void KeepOutOfTerms(ExpandedFormula formula)
    {
        string[] names = [.. NameFinder.In(formula.Syntax.Response).Select(name => variables.CanonicalName(name.Name)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 1 && variables.Find(names[0]) is not null)
        {
            foreach (NameSyntax name in NameFinder.In(formula.Syntax.Right).Where(name => variables.CanonicalName(name.Name) == names[0]))
            {
                faults.Add(FormulaRules.ResponseAmongTerms.At(name.Span, name.Name));
            }
        }
        else if (names.Length > 1)
        {
            foreach (ExpressionSyntax occurrence in formula.FixedEffects.Variables[0].Occurrences.Skip(1))
            {
                faults.Add(FormulaRules.ResponseAmongTerms.At(occurrence.Span, Deparser.Deparse(occurrence)));
            }
        }
    }
}
