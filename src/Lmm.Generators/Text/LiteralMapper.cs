using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Generators.Text;

/// <summary>Maps the characters of a constant text to the source that they are written in.</summary>
internal sealed class LiteralMapper
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly List<TextSpan> _characters = [];

    private LiteralMapper(SemanticModel model, CancellationToken cancellationToken)
    {
        _model = model;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Maps an expression whose constant value is <paramref name="text"/>.</summary>
    public static LiteralMap Map(ExpressionSyntax expression, string text, SemanticModel model, CancellationToken cancellationToken)
    {
        var mapper = new LiteralMapper(model, cancellationToken);
        mapper.Add(expression);

        // Without a character in the source for each of the text's, no part can be told from another.
        return mapper._characters.Count == text.Length
            ? new LiteralMap(expression.Span, mapper._characters)
            : new LiteralMap(expression.Span, []);
    }

    private void Add(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                Add(parenthesized.Expression);
                break;
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                AddSum(sum);
                break;
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                Add(LiteralDecoder.Decode(literal.Token), literal.Token.ValueText, literal.Token.Span);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                AddInterpolated(interpolated);
                break;
            default:
                AddOpaque(expression);
                break;
        }
    }

    // A long sum nests to the left: it is walked without recursion.
    private void AddSum(BinaryExpressionSyntax sum)
    {
        var operands = new Stack<ExpressionSyntax>();
        ExpressionSyntax operand = sum;
        while (operand is BinaryExpressionSyntax inner && inner.IsKind(SyntaxKind.AddExpression))
        {
            operands.Push(inner.Right);
            operand = inner.Left;
        }

        operands.Push(operand);
        foreach (ExpressionSyntax part in operands)
        {
            Add(part);
        }
    }

    private void AddInterpolated(InterpolatedStringExpressionSyntax interpolated)
    {
        foreach (InterpolatedStringContentSyntax content in interpolated.Contents)
        {
            switch (content)
            {
                case InterpolatedStringTextSyntax text:
                    Add(LiteralDecoder.DecodeInterpolated(text.TextToken, interpolated.StringStartToken), text.TextToken.ValueText, text.TextToken.Span);
                    break;
                case InterpolationSyntax { AlignmentClause: null, FormatClause: null } interpolation:
                    Add(interpolation.Expression);
                    break;
                default:
                    AddOpaque(content);
                    break;
            }
        }
    }

    private void Add(IReadOnlyList<TextSpan>? decoded, string value, TextSpan span)
    {
        if (decoded is not null)
        {
            _characters.AddRange(decoded);
        }
        else
        {
            AddOpaque(value.Length, span);
        }
    }

    // Constants declared elsewhere, nameof and the like: every character stands for the whole expression.
    private void AddOpaque(SyntaxNode expression)
    {
        if (_model.GetConstantValue(expression, _cancellationToken).Value is string value)
        {
            AddOpaque(value.Length, expression.Span);
        }
    }

    private void AddOpaque(int length, TextSpan span) => _characters.AddRange(Enumerable.Repeat(span, length));
}
