using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Faults;

/// <summary>
/// Puts faults into one file: the smallest expression that a fault lies in becomes <c>fault ? wrong : right</c>, a statement
/// <c>if (fault) { wrong } else { right }</c>. Faults may lie in one another's expressions.
/// </summary>
internal sealed class Planting
{
    private readonly string _source;
    private readonly SyntaxNode _root;
    private readonly List<Site> _sites = [];
    private readonly HashSet<SyntaxToken> _constants = [];

    /// <summary>Reads the file's text.</summary>
    public Planting(string source)
    {
        _source = source;
        _root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
    }

    /// <summary>Finds the place of a fault; what is wrong where it cannot be put in, else null.</summary>
    public string? Add(Fault fault)
    {
        Match[] matches = [.. fault.Pattern.Matches(_source).Cast<Match>()];
        if (matches.Length != 1)
        {
            return $"'{fault.Before}{fault.Right}{fault.After}' is there {(matches.Length == 0 ? "no longer" : "more than once")}";
        }

        Group right = matches[0].Groups["right"];
        var span = new TextSpan(right.Index, right.Length);
        if (Place(span) is not { } place)
        {
            return $"'{fault.Right}' is no part of an expression or a statement";
        }

        // A constant that may be one of two values is none.
        if (place.Ancestors().Select(static node => node switch
        {
            FieldDeclarationSyntax field => field.Modifiers,
            LocalDeclarationStatementSyntax local => local.Modifiers,
            _ => default,
        }).SelectMany(static modifiers => modifiers).FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.ConstKeyword)) is { Span.Length: > 0 } constant)
        {
            _constants.Add(constant);
        }

        string wrong = _source[place.SpanStart..span.Start] + fault.Wrong + _source[span.End..place.Span.End];
        _sites.Add(new Site(fault.Number, place.Span, place is StatementSyntax, wrong));
        return null;
    }

    /// <summary>The text with the faults in it.</summary>
    public string Text() => Render(new TextSpan(0, _source.Length), [.. _sites.OrderBy(static site => site.Span.Start).ThenByDescending(static site => site.Span.Length)]);

    // The innermost node that may have one of two texts.
    private SyntaxNode? Place(TextSpan span)
        => _root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().FirstOrDefault(node => node.Span.Contains(span) && node switch
        {
            ExpressionSyntax expression => IsValue(expression),
            StatementSyntax statement => statement is not BlockSyntax && statement.Parent is BlockSyntax,
            _ => false,
        });

    private static bool IsValue(ExpressionSyntax node) => node switch
    {
        AnonymousFunctionExpressionSyntax or AssignmentExpressionSyntax or RefExpressionSyntax or DeclarationExpressionSyntax or InitializerExpressionSyntax => false,
        _ => node.Parent switch
        {
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            ExpressionElementSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or InterpolationSyntax or LambdaExpressionSyntax or SwitchExpressionArmSyntax => node is not ThrowExpressionSyntax,
            BinaryExpressionSyntax binary => !binary.IsKind(SyntaxKind.AsExpression) && !binary.IsKind(SyntaxKind.IsExpression),
            AssignmentExpressionSyntax assignment => assignment.Right == node,
            ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.LogicalNotExpression } or CastExpressionSyntax or ConditionalExpressionSyntax => node is not TypeSyntax or IdentifierNameSyntax,
            IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: not null } => IsCondition(node),
            _ => false,
        },
    };

    private static bool IsCondition(ExpressionSyntax node) => node.Parent switch
    {
        IfStatementSyntax statement => statement.Condition == node,
        WhileStatementSyntax loop => loop.Condition == node,
        DoStatementSyntax loop => loop.Condition == node,
        ForStatementSyntax loop => loop.Condition == node,
        _ => false,
    };

    // The text of a stretch with the sites in it, which are in order, the outer before the inner.
    private string Render(TextSpan stretch, IReadOnlyList<Site> sites)
    {
        var text = new StringBuilder();
        int at = stretch.Start;
        for (int index = 0; index < sites.Count;)
        {
            Site site = sites[index];
            Site[] inner = [.. sites.Skip(index + 1).TakeWhile(other => site.Span.Contains(other.Span))];
            text.Append(Plain(at, site.Span.Start)).Append(site.Switch(Render(site.Span, inner)));
            at = site.Span.End;
            index += 1 + inner.Length;
        }

        return text.Append(Plain(at, stretch.End)).ToString();
    }

    private string Plain(int start, int end)
    {
        var text = new StringBuilder(_source[start..end]);
        foreach (SyntaxToken constant in _constants.Where(token => token.SpanStart >= start && token.Span.End <= end).OrderByDescending(static token => token.SpanStart))
        {
            text.Remove(constant.SpanStart - start, constant.Span.Length).Insert(constant.SpanStart - start, constant.Parent is FieldDeclarationSyntax ? "static readonly" : "");
        }

        return text.ToString();
    }

    private sealed record Site(int Number, TextSpan Span, bool IsStatement, string Wrong)
    {
        public string Switch(string right) => IsStatement
            ? $"if (global::PlantedFault.Is({Number})) {{ {Wrong} }} else {{ {right} }}"
            : $"(global::PlantedFault.Is({Number}) ? ({Wrong}) : ({right}))";
    }
}
