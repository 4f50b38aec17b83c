using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Syntax;

/// <summary>The shape of a tree as text, so that two trees can be compared without their spans.</summary>
internal static class TreeShape
{
    /// <summary>Round brackets round each operation; those of the formula become square.</summary>
    public static string Of(ExpressionSyntax node) => node switch
    {
        BinarySyntax binary => $"({Of(binary.Left)} {Deparser.Symbol(binary.Operator)} {Of(binary.Right)})",
        UnarySyntax unary => $"({Deparser.Symbol(unary.Operator)}{Of(unary.Operand)})",
        BracketedSyntax bracketed => $"[{Of(bracketed.Content)}]",
        CallSyntax call => $"{call.Function}({string.Join(", ", call.Arguments.Select(argument => (argument.Name is null ? "" : argument.Name + " = ") + Of(argument.Value)))})",
        _ => node.ToString(),
    };
}
