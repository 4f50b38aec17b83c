using System.Text;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Formula.Syntax;

/// <summary>
/// Turns a tree back into text, spaced as R's <c>deparse</c> spaces it: labels and coefficient names are made of this.
/// Brackets are nodes of the tree, so none are added and none are lost.
/// </summary>
internal static class Deparser
{
    /// <summary>The text of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="spelling">How to spell a variable's name; null for as written.</param>
    public static string Deparse(ExpressionSyntax node, Func<string, string>? spelling = null)
    {
        var text = new StringBuilder();
        Append(text, node, spelling);
        return text.ToString();
    }

    /// <summary>A name as it stands in a formula: in back-ticks unless it is a bare name.</summary>
    public static string Quote(string name)
        => CharacterClass.IsBareName(name) ? name : "`" + name.Replace("\\", "\\\\").Replace("`", "\\`") + "`";

    /// <summary>The characters of an operator; those of <c>+</c> where it is missing.</summary>
    public static string Symbol(FormulaOperator @operator) => @operator switch
    {
        FormulaOperator.Minus => "-",
        FormulaOperator.Star => "*",
        FormulaOperator.Slash => "/",
        FormulaOperator.Colon => ":",
        FormulaOperator.Caret => "^",
        FormulaOperator.In => "%in%",
        FormulaOperator.Modulo => "%%",
        FormulaOperator.IntegerQuotient => "%/%",
        FormulaOperator.Less => "<",
        FormulaOperator.LessOrEqual => "<=",
        FormulaOperator.Greater => ">",
        FormulaOperator.GreaterOrEqual => ">=",
        FormulaOperator.Equal => "==",
        FormulaOperator.NotEqual => "!=",
        FormulaOperator.And => "&",
        FormulaOperator.Not => "!",
        FormulaOperator.Bar => "|",
        FormulaOperator.DoubleBar => "||",
        _ => "+",
    };

    /// <summary>True for the operators that R writes without spaces round them.</summary>
    public static bool IsTight(FormulaOperator @operator)
        => @operator is FormulaOperator.Slash or FormulaOperator.Colon or FormulaOperator.Caret or FormulaOperator.Modulo or FormulaOperator.IntegerQuotient;

    private static void Append(StringBuilder text, ExpressionSyntax node, Func<string, string>? spelling)
    {
        switch (node)
        {
            case NameSyntax name:
                string spelled = spelling?.Invoke(name.Name) ?? name.Name;
                text.Append(name.IsQuoted || spelling is not null ? Quote(spelled) : spelled);
                break;
            case NumberSyntax number:
                text.Append(NumberText.Of(number.Value));
                break;
            case TextSyntax quoted:
                text.Append('"').Append(quoted.Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r")).Append('"');
                break;
            case DotSyntax:
                text.Append('.');
                break;
            case UnarySyntax unary:
                text.Append(Symbol(unary.Operator));
                Append(text, unary.Operand, spelling);
                break;
            case BinarySyntax binary:
                AppendSpine(text, binary, spelling);
                break;
            case BracketedSyntax bracketed:
                text.Append(bracketed.Structure?.Function).Append('(');
                Append(text, bracketed.Content, spelling);
                AppendArguments(text, bracketed.Structure?.Arguments.Skip(1) ?? [], ", ", spelling);
                text.Append(')');
                break;
            case CallSyntax call:
                text.Append(call.Function).Append('(');
                AppendArguments(text, call.Arguments, "", spelling);
                text.Append(')');
                break;
        }
    }

    private static void AppendSpine(StringBuilder text, BinarySyntax binary, Func<string, string>? spelling)
    {
        Stack<BinarySyntax> spine = binary.LeftSpine();
        Append(text, spine.Peek().Left, spelling);
        foreach (BinarySyntax node in spine)
        {
            string symbol = Symbol(node.Operator);
            text.Append(IsTight(node.Operator) ? symbol : " " + symbol + " ");
            Append(text, node.Right, spelling);
        }
    }

    private static void AppendArguments(StringBuilder text, IEnumerable<ArgumentSyntax> arguments, string separator, Func<string, string>? spelling)
    {
        foreach (ArgumentSyntax argument in arguments)
        {
            text.Append(separator).Append(argument.Name is null ? "" : argument.Name + " = ");
            Append(text, argument.Value, spelling);
            separator = ", ";
        }
    }
}
