using Lmm.Formula.Diagnostics;
using Lmm.Generators.Text;
using Microsoft.CodeAnalysis;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Lmm.Generators.Tests;

/// <summary>A fault is marked at exactly its characters, however the formula's literal is written.</summary>
public class SquiggleTests
{
    private const string Rows = "\npublic record Row(double Y, double X, string G);";

    public static TheoryData<string, string> Literals => new()
    {
        { "\"y ~ x + nope\"", "nope" },
        { "\"y ~ x +\\tnope\\u002b1\"", "nope" },
        { "\"y ~ x + \\x6eop\\U00000065\"", "\\x6eop\\U00000065" },
        { "\"y ~ \\x0078 + \\x006eope\"", "\\x006eope" },
        { "\"y ~ x + \\x006e\\x006fpe\"", "\\x006e\\x006fpe" },
        { "\"\\x0079 ~ \\x78 + \\u006eope + g\"", "\\u006eope" },
        { "\"y ~ x + \\U0000006eope\"", "\\U0000006eope" },
        { "\"y ~ `\\ud83d\\ude00` + nope\"", "`\\ud83d\\ude00`" },
        { "\"y ~ `\\U0001F600`\"", "`\\U0001F600`" },
        { "\"y ~ `a\\\"b`\"", "`a\\\"b`" },
        { "@\"y ~ x + nope\"", "nope" },
        { "@\"y ~ `a\"\"b` + x\"", "`a\"\"b`" },
        { "@\"y ~ x\n  + nope\"", "nope" },
        { "\"\"\"y ~ x + nope\"\"\"", "nope" },
        { "\"\"\"\"y ~ `a\"\"\"b`\"\"\"\"", "`a\"\"\"b`" },
        { "\"\"\"\n    y ~ x\n\n      + nope\n    \"\"\"", "nope" },
        { "\"\"\"\r\n\t\ty ~\r\n\t\t  x + nope\r\n\t\t\"\"\"", "nope" },
        { "\"y ~ x\" + \" + nope\"", "nope" },
        { "\"y ~ x + no\" + \"pe\"", "no\" + \"pe" },
        { "\"y ~ x\" + (@\" + \" + \"nope\") + \" + g\"", "nope" },
        { "Text.Start + \" + nope\"", "nope" },
        { "\"y ~ \" + Text.Nope", "Text.Nope" },
        { "Text.All", "Text.All" },
        { "\"y ~ \" + nameof(Nope)", "nameof(Nope)" },
        { "$\"y ~ {\"x\"} + nope\"", "nope" },
        { "$\"y ~ {Text.Nope} + x\"", "Text.Nope" },
        { "$\"y ~ `{{}}` + x\"", "`{{}}`" },
        { "$@\"y ~ `\"\"{{` + {\"x\"}\"", "`\"\"{{`" },
        { "$\"\"\"y ~ {\"x\"} + nope\"\"\"", "nope" },
        { "$$\"\"\"y ~ {{\"x\"}} + `{nope}`\"\"\"", "`{nope}`" },
        { "$\"\"\"\n    y ~ {\"x\"}\n      + nope\n    \"\"\"", "nope" },
        { "$\"\"\"\n    y ~\n      nope + {\"x\"}\n    \"\"\"", "nope" },
        { "formula: \"y ~ nope\"", "nope" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void An_unknown_variable_is_marked_as_it_is_written(string literal, string marked)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            static class Text { public const string Start = "y ~ x", Nope = "nope", All = "y ~ nope"; }
            class Nope;
            [Model({{literal}})]
            """ + Rows);
        Diagnostic first = run.Diagnostics[0];
        Assert.Equal(FormulaRules.UnknownVariable.Id, first.Id);
        Assert.Equal(marked, GeneratorRun.MarkedText(first));
        Assert.Equal(literal.LastIndexOf(marked, StringComparison.Ordinal), first.Location.SourceSpan.Start - run.StartOf(literal));
        run.ShouldHaveStubsOnly();
    }

    [Fact]
    public void The_end_of_the_text_is_marked_at_its_last_character()
        => Assert.Equal([$"{FormulaRules.MissingOperand.Id} +"], GeneratorRun.Of("[Model(\"y ~ x +\")]" + Rows).Marks);

    [Fact]
    public void A_place_after_the_last_character_is_marked_at_it()
        => Assert.Equal(new TextSpan(12, 1), new LiteralMap(new TextSpan(10, 4), [new TextSpan(11, 1), new TextSpan(12, 1)]).Locate(new Lmm.Formula.Diagnostics.TextSpan(2, 0)));

    [Fact]
    public void The_end_of_a_text_in_several_parts_is_marked_at_its_last_character()
        => Assert.Equal([$"{FormulaRules.MissingOperand.Id} \\u002b"], GeneratorRun.Of("[Model(\"y ~ x\" + \" \\u002b\")]" + Rows).Marks);

    [Fact]
    public void An_empty_text_is_marked_whole()
    {
        GeneratorRun run = GeneratorRun.Of("[Model(\"\")]" + Rows);
        Assert.NotEmpty(run.Diagnostics);
        Assert.All(run.Marks, mark => Assert.EndsWith(" \"\"", mark, StringComparison.Ordinal));
    }

    [Fact]
    public void A_null_formula_is_marked_whole()
    {
        GeneratorRun run = GeneratorRun.Of("[Model(null!)]" + Rows);
        Assert.NotEmpty(run.Diagnostics);
        Assert.All(run.Marks, mark => Assert.EndsWith(" null!", mark, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_faults_of_one_formula_are_all_marked()
        => Assert.Equal([$"{FormulaRules.UnknownVariable.Id} nope", $"{FormulaRules.UnknownVariable.Id} nada", $"{FormulaRules.UnknownGrouping.Id} none"], GeneratorRun.Of("[Model(\"y ~ nope + nada + (1 | none)\")]" + Rows).Marks);

    [Fact]
    public void Unknown_weights_are_marked_at_their_argument()
        => Assert.Equal([$"{FormulaRules.UnknownWeights.Id} \"nope\""], GeneratorRun.Of("[Model(\"y ~ x\", Weights = \"nope\")]" + Rows).Marks);
}
