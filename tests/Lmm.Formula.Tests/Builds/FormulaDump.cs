using System.Globalization;
using System.Text;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Builds;

/// <summary>All that the language makes of a formula, as text: the tree with its spans, the diagnostics with their edits, the specification.</summary>
internal sealed class FormulaDump
{
    private readonly StringBuilder _text = new();

    private FormulaDump()
    {
    }

    /// <summary>The dump of a formula.</summary>
    public static string Of(string formula, EquatableArray<VariableDeclaration> columns)
    {
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        BoundFormula bound = ModelBinder.Bind(formula, columns, withRemarks: true);
        var dump = new FormulaDump();
        dump.Write(syntax.Response);
        dump._text.AppendLine();
        dump.Write(syntax.Right);
        dump._text.AppendLine();
        dump.Write(syntax.Diagnostics);
        dump.Write(bound.Diagnostics);
        return dump._text.Append(bound.Spec).ToString();
    }

    private void Write(EquatableArray<FormulaDiagnostic> diagnostics)
    {
        foreach (FormulaDiagnostic diagnostic in diagnostics)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{diagnostic.Rule.Severity} {diagnostic.Rule.Id} {diagnostic.Span} {diagnostic.Message}; {diagnostic.Properties}\n");
        }
    }

    private void Write(ExpressionSyntax node)
    {
        if (node is BinarySyntax outermost)
        {
            Stack<BinarySyntax> spine = outermost.LeftSpine();
            Write(spine.Peek().Left);
            foreach (BinarySyntax binary in spine)
            {
                Write($" {binary.Operator}", binary.OperatorSpan);
                Write(binary.Right);
                Write("", binary.Span);
            }

            return;
        }

        switch (node)
        {
            case UnarySyntax unary:
                Write(unary.Operator.ToString(), unary.OperatorSpan);
                Write(unary.Operand);
                break;
            case BracketedSyntax bracketed:
                Write($"brackets closed={bracketed.IsClosed} ", bracketed.Content.Span);
                Write(bracketed.Content);
                break;
            case CallSyntax call:
                Write($"call {call.Function} closed={call.IsClosed} ", call.FunctionSpan);
                foreach (ArgumentSyntax argument in call.Arguments)
                {
                    Write($" {argument.Name}={argument.NameSpan} ", argument.LeadSpan);
                    Write(argument.Value);
                }

                break;
            case NameSyntax name:
                _text.Append(CultureInfo.InvariantCulture, $"name {name.Name} quoted={name.IsQuoted}");
                break;
            case NumberSyntax number:
                _text.Append(CultureInfo.InvariantCulture, $"number {number.Value:R}");
                break;
            case TextSyntax text:
                _text.Append(CultureInfo.InvariantCulture, $"text {text.Value}");
                break;
            case MissingSyntax missing:
                _text.Append(CultureInfo.InvariantCulture, $"missing explained={missing.IsExplained}");
                break;
            default:
                _text.Append(node.GetType().Name);
                break;
        }

        Write("", node.Span);
    }

    private void Write(string what, TextSpan span) => _text.Append(what).Append(CultureInfo.InvariantCulture, $"[{span.Start},{span.Length}]");
}
