using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>The values of constants that functions take as arguments.</summary>
internal static class Constants
{
    private const int MostNumbers = 1000;

    /// <summary>The number that a constant stands for; null when it is none.</summary>
    public static double? Number(ExpressionSyntax node) => node switch
    {
        NumberSyntax number => number.Value,
        UnarySyntax { Operator: FormulaOperator.Minus } minus => -Number(minus.Operand),
        UnarySyntax plus => Number(plus.Operand),
        BracketedSyntax { Bar: null } bracketed => Number(bracketed.Content),
        BinarySyntax { Operator: FormulaOperator.Slash, Left: not BinarySyntax } ratio => Number(ratio.Left) / Number(ratio.Right),
        _ => null,
    };

    /// <summary>The numbers of <c>c(1, 2)</c>, or a number alone; null for anything else.</summary>
    public static EquatableArray<double>? Numbers(ExpressionSyntax node)
    {
        if (node is not CallSyntax { Function: "c" } list)
        {
            return Number(node) is { } number ? new EquatableArray<double>(number) : null;
        }

        double?[] numbers = [.. list.Arguments.Take(MostNumbers + 1).Select(argument => argument.Name is null ? Number(argument.Value) : null)];
        return numbers.Length is > 0 and <= MostNumbers && Array.TrueForAll(numbers, IsFinite)
            ? numbers.Select(value => value!.Value).ToEquatableArray()
            : null;
    }

    /// <summary>TRUE or FALSE; null for anything else.</summary>
    public static bool? Truth(ExpressionSyntax node) => node is NameSyntax { IsQuoted: false } name
        ? name.Name switch
        {
            "TRUE" or "T" => true,
            "FALSE" or "F" => false,
            _ => null,
        }
        : null;

    private static bool IsFinite(double? number) => number is { } value && !double.IsNaN(value) && !double.IsInfinity(value);
}
