using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds comparisons of a factor: with a text in quotes, with a number that is one of its levels, or with another factor.</summary>
/// <param name="variables">The variables.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class LevelComparisonBinder(VariableTable variables, List<FormulaDiagnostic> faults)
{
    /// <summary>True for a comparison with a text or a factor on one side; a <c>bool</c> by itself is a truth value, and as such a number.</summary>
    public bool Handles(BinarySyntax node) => node.Operator.IsComparison() && (IsOfLevels(Bare(node.Left)) || IsOfLevels(Bare(node.Right)));

    /// <summary>Binds a comparison; null when it has faults, which are reported.</summary>
    public NumericExpression? Bind(BinarySyntax node)
    {
        ExpressionSyntax left = Bare(node.Left);
        ExpressionSyntax right = Bare(node.Right);
        if (!IsResolved(left) | !IsResolved(right))
        {
            return null;
        }

        if (node.Operator is not (FormulaOperator.Equal or FormulaOperator.NotEqual))
        {
            return Refuse(node, "asks for an order", "values that are no numbers are only equal or not: compare by '==' or '!='");
        }

        NumericExpression? equality = (left, right) switch
        {
            (NameSyntax name, TextSyntax text) => Test(node, name, text),
            (TextSyntax text, NameSyntax name) => Test(node, name, text),
            (NameSyntax name, NumberSyntax number) => Test(node, name, number),
            (NumberSyntax number, NameSyntax name) => Test(node, name, number),
            (NameSyntax name, NameSyntax other) when IsFactor(name) && IsFactor(other) => new LevelMatch(variables.NumberOf(name.Name), variables.NumberOf(other.Name)),
            (TextSyntax, TextSyntax) => Refuse(node, "compares two texts", "name a variable on one side"),
            _ => Refuse(node, "compares a number with what is none", "compare numbers with numbers, and texts with texts in quotes"),
        };
        return equality is null || node.Operator == FormulaOperator.Equal ? equality : new FunctionCall(ElementaryFunction.Not, equality);
    }

    private LevelTest? Test(BinarySyntax node, NameSyntax name, TextSyntax text)
    {
        VariableDeclaration declaration = Declaration(name)!;
        if (!IsFactor(name))
        {
            return declaration.IsNumeric()
                ? Refuse(node, "compares a number with a text", "write the number without quotes")
                : Unusable(name, declaration);
        }

        EquatableArray<string> levels = FactorBinder.LevelsOf(declaration);
        if (levels.Count > 0 && !levels.Contains(text.Value))
        {
            faults.Add(FactorBinder.UnknownLevel(text, name, levels));
            return null;
        }

        return new LevelTest(variables.NumberOf(name.Name), text.Value);
    }

    // The levels of a whole number that is declared a factor are written as numbers.
    private LevelTest? Test(BinarySyntax node, NameSyntax name, NumberSyntax number)
        => Declaration(name) is { Type: VariableType.Integer } ? new LevelTest(variables.NumberOf(name.Name), NumberText.Of(number.Value))
            : Refuse(node, "compares a number with what is none", "write what a text is compared with in quotes");

    private LevelTest? Refuse(BinarySyntax node, string what, string cure)
    {
        faults.Add(FormulaRules.MisusedLogic.At(node.Span, Deparser.Deparse(node), what, cure));
        return null;
    }

    private LevelTest? Unusable(NameSyntax name, VariableDeclaration declaration)
    {
        faults.Add(FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "compared", "declare it as string, bool or enum"));
        return null;
    }

    private bool IsResolved(ExpressionSyntax operand) => operand switch
    {
        NameSyntax name => variables.Resolve(name, FormulaRules.UnknownVariable, faults) is not null,
        MissingSyntax => false,
        _ => true,
    };

    private bool IsOfLevels(ExpressionSyntax operand) => operand is TextSyntax || (operand is NameSyntax name && Declaration(name) is { Type: not VariableType.Boolean } && IsFactor(name));

    private bool IsFactor(NameSyntax name) => Declaration(name) is { } declaration && !declaration.IsNumeric() && declaration.CanGroup();

    private VariableDeclaration? Declaration(NameSyntax name) => variables.Declaration(name.Name);

    private static ExpressionSyntax Bare(ExpressionSyntax node) => node is BracketedSyntax { Bar: null } bracketed ? Bare(bracketed.Content) : node;
}
