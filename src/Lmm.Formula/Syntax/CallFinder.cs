namespace Lmm.Formula.Syntax;

/// <summary>Finds the calls of functions in a tree.</summary>
internal static class CallFinder
{
    /// <summary>The calls under a node, an outer one before those in its arguments.</summary>
    public static IEnumerable<CallSyntax> In(ExpressionSyntax node) => node switch
    {
        UnarySyntax unary => In(unary.Operand),
        BracketedSyntax bracketed => In(bracketed.Content),
        BinarySyntax binary => InSpine(binary.LeftSpine()),
        CallSyntax call => call.Arguments.SelectMany(static argument => In(argument.Value)).Prepend(call),
        _ => [],
    };

    private static IEnumerable<CallSyntax> InSpine(Stack<BinarySyntax> spine) => In(spine.Peek().Left).Concat(spine.SelectMany(static operation => In(operation.Right)));
}
