using Lmm.Formula.Binding;

namespace Lmm.Formula.Syntax;

/// <summary>Finds the names in a tree.</summary>
internal static class NameFinder
{
    /// <summary>The names of variables under a node, in the order of the text; functions and the constants of transforms are not among them.</summary>
    public static IEnumerable<NameSyntax> In(ExpressionSyntax node)
    {
        var names = new List<NameSyntax>();
        Collect(node, names);
        return names;
    }

    private static void Collect(ExpressionSyntax node, List<NameSyntax> names)
    {
        switch (node)
        {
            case NameSyntax name:
                names.Add(name);
                break;
            case UnarySyntax unary:
                Collect(unary.Operand, names);
                break;
            case BracketedSyntax bracketed:
                Collect(bracketed.Content, names);
                break;
            case BinarySyntax binary:
                Stack<BinarySyntax> spine = binary.LeftSpine();
                Collect(spine.Peek().Left, names);
                foreach (BinarySyntax operation in spine)
                {
                    Collect(operation.Right, names);
                }

                break;
            case CallSyntax call:
                foreach (ArgumentSyntax argument in call.Arguments.Take(FunctionCatalogue.TakesConstants(call.Function) ? 1 : call.Arguments.Count))
                {
                    Collect(argument.Value, names);
                }

                break;
        }
    }
}
