using System.Text;
using Lmm.Formula.Syntax;

namespace Lmm.Printing;

/// <summary>Breaks a formula into lines where R's <c>deparse</c> does.</summary>
internal sealed class FormulaFolder
{
    private const int LongestLine = 60;
    private const int DeepestFullIndent = 4;

    private readonly List<string> _lines = [];
    private readonly StringBuilder _line = new();
    private int _indent;

    private FormulaFolder()
    {
    }

    /// <summary>The lines of a formula.</summary>
    public static string[] Fold(FormulaSyntax formula)
    {
        FormulaFolder folder = new();
        folder.Write(formula.Response);
        folder.WriteJoined("~", formula.Right);
        folder.EndLine();
        return [.. folder._lines];
    }

    private void Write(ExpressionSyntax node)
    {
        switch (node)
        {
            case BinarySyntax binary:
                Stack<BinarySyntax> spine = binary.LeftSpine();
                Write(spine.Peek().Left);
                foreach (BinarySyntax operation in spine)
                {
                    WriteOperation(operation);
                }

                break;
            case BracketedSyntax bracketed:
                Append("(");
                Write(bracketed.Content);
                Append(")");
                break;
            default:
                Append(Deparser.Deparse(node));
                break;
        }
    }

    private void WriteOperation(BinarySyntax operation)
    {
        string symbol = Deparser.Symbol(operation.Operator);
        if (Deparser.IsTight(operation.Operator))
        {
            Append(symbol);
            Write(operation.Right);
        }
        else
        {
            WriteJoined(symbol, operation.Right);
        }
    }

    // A line may end after the operator; until its right operand ends, what follows is indented one step deeper.
    private void WriteJoined(string symbol, ExpressionSyntax right)
    {
        Append($" {symbol} ");
        bool breaks = _line.Length > LongestLine;
        if (breaks)
        {
            _indent++;
            EndLine();
        }

        Write(right);
        _indent -= breaks ? 1 : 0;
    }

    private void Append(string text)
    {
        if (_line.Length == 0)
        {
            _line.Append(' ', (4 * Math.Min(_indent, DeepestFullIndent)) + (2 * Math.Max(0, _indent - DeepestFullIndent)));
        }

        _line.Append(text);
    }

    private void EndLine()
    {
        _lines.Add(_line.ToString().TrimEnd());
        _line.Clear();
    }
}
