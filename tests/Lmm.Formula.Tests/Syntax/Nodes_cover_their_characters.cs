using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Syntax;

public class Nodes_cover_their_characters
{
    private const string Text = "log(y) ~ `a b` + x1 * -(z - 0.5) + poly(x, raw = 'no') + (1 || g)";

    [Theory]
    [InlineData(typeof(NameSyntax), "y", "`a b`", "x1", "z", "x", "g")]
    [InlineData(typeof(NumberSyntax), "0.5", "1")]
    [InlineData(typeof(TextSyntax), "'no'")]
    [InlineData(typeof(UnarySyntax), "-(z - 0.5)")]
    [InlineData(typeof(BracketedSyntax), "(z - 0.5)", "(1 || g)")]
    [InlineData(typeof(CallSyntax), "log(y)", "poly(x, raw = 'no')")]
    [InlineData(typeof(BinarySyntax),
        "`a b` + x1 * -(z - 0.5) + poly(x, raw = 'no') + (1 || g)",
        "`a b` + x1 * -(z - 0.5) + poly(x, raw = 'no')",
        "`a b` + x1 * -(z - 0.5)",
        "x1 * -(z - 0.5)", "z - 0.5", "1 || g")]
    public void A_span_holds_the_nodes_text(Type kind, params string[] expected)
    {
        FormulaSyntax syntax = FormulaParser.Parse(Text);

        Assert.Empty(syntax.Diagnostics);
        Assert.Equal(expected, Nodes(syntax.Response).Concat(Nodes(syntax.Right)).Where(node => node.GetType() == kind).Select(node => TextOf(node.Span)));
    }

    [Fact]
    public void Parts_of_nodes_have_spans_of_their_own()
    {
        ExpressionSyntax right = FormulaParser.Parse(Text).Right;
        CallSyntax call = Nodes(right).OfType<CallSyntax>().Single();

        Assert.Equal("poly", TextOf(call.FunctionSpan));
        Assert.Equal("raw", TextOf(call.Arguments[1].NameSpan!.Value));
        Assert.Equal("raw = 'no'", TextOf(call.Arguments[1].Span));
        Assert.Equal("||", TextOf(Nodes(right).OfType<BracketedSyntax>().Last().Bar!.OperatorSpan));
    }

    [Fact]
    public void Names_and_texts_are_read_without_quotes()
    {
        ExpressionSyntax[] nodes = [.. Nodes(FormulaParser.Parse("""y ~ `a \` b` + f('it\'s', "tab\t")""").Right)];

        Assert.Equal("a ` b", nodes.OfType<NameSyntax>().Single().Name);
        Assert.Equal(["it's", "tab\t"], nodes.OfType<TextSyntax>().Select(text => text.Value));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("1.", 1)]
    [InlineData("1e-3", 0.001)]
    [InlineData("2.5E+2", 250)]
    [InlineData("7L", 7)]
    public void Numbers_are_read_as_R_writes_them(string written, double value)
        => Assert.Equal(value, Assert.IsType<NumberSyntax>(FormulaParser.Parse("y ~ " + written).Right).Value);

    [Theory]
    [InlineData("größe")]
    [InlineData("_x")]
    [InlineData(".x")]
    [InlineData("x.y_z1")]
    [InlineData("变量")]
    [InlineData("\U0001D4D0x")]
    public void Names_may_have_letters_of_any_script(string name)
    {
        FormulaSyntax syntax = FormulaParser.Parse("y ~ " + name);

        Assert.Empty(syntax.Diagnostics);
        Assert.Equal(name, Assert.IsType<NameSyntax>(syntax.Right).Name);
    }

    [Fact]
    public void Blanks_and_lines_do_not_matter()
        => Assert.Equal("y ~ a + b:c + (1 | g)", FormulaParser.Parse("  y~a\n\t+b : c\r\n  +(1|g)\u00A0").ToString());

    private static string TextOf(TextSpan span) => Text.Substring(span.Start, span.Length);

    private static IEnumerable<ExpressionSyntax> Nodes(ExpressionSyntax node)
    {
        IEnumerable<ExpressionSyntax> children = node switch
        {
            BinarySyntax binary => [binary.Left, binary.Right],
            UnarySyntax unary => [unary.Operand],
            BracketedSyntax bracketed => [bracketed.Content],
            CallSyntax call => call.Arguments.Select(argument => argument.Value),
            _ => [],
        };
        return [node, .. children.SelectMany(Nodes)];
    }
}
