using Lmm.CodeFixes.Refactorings;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Lmm.CodeFixes.Tests;

/// <summary>Formulas are written out and drawn together where that leaves the model as it is, in every kind of literal.</summary>
public class RefactoringTests
{
    public static TheoryData<string, string> Expansions => new()
    {
        { "y ~ a * b", "y ~ 1 + a + b + a:b" },
        { "y ~ (a + b + f)^2 - a:b", "y ~ 1 + a + b + f + a:f + b:f" },
        { "y ~ f/b", "y ~ 1 + f + f:b" },
        { "y ~ a - 1", "y ~ 0 + a" },
        { "y ~ b:a + a", "y ~ 1 + b:a + a" },
        { "log(y) ~ I(a^2) * f + (a * b || g)", "log(y) ~ 1 + I(a^2) + f + I(a^2):f + (1 + a + b + a:b || g)" },
        { "y ~ a + (1 | g/h)", "y ~ 1 + a + (1 | h:g) + (1 | g)" },
        { "y ~ a + offset(b) + (a | g)", "y ~ 1 + a + offset(b) + (1 + a | g)" },
        { "y ~ .", "y ~ 1 + A + B + F + G + H + K" },
        { "y ~ A * b + a:f", "y ~ 1 + A + b + A:b + A:f" },
        { "y ~ poly(a, 2) * C(f, sum)", "y ~ 1 + poly(a, 2) + C(f, sum) + poly(a, 2):C(f, sum)" },
        { "y ~ (1 | g/h/k)", "y ~ 1 + (1 | k:(h:g)) + (1 | h:g) + (1 | g)" },
    };

    public static TheoryData<string, string> Compactions => new()
    {
        { "y ~ 1 + a + b + a:b", "y ~ a * b" },
        { "y ~ a + b + f + a:b + a:f + b:f", "y ~ (a + b + f)^2" },
        { "y ~ a + b + f + a:b + a:f + b:f + a:b:f", "y ~ a * b * f" },
        { "y ~ f + f:b", "y ~ f/b" },
        { "y ~ a + b + f + a:b", "y ~ a * b + f" },
        { "y ~ 0 + a + b + a:b", "y ~ 0 + a * b" },
        { "y ~ 1", "" },
        { "y ~ a + (1 + a + b + a:b | g)", "y ~ a + (a * b | g)" },
        { "y ~ a + (1 | h:g) + (1 | g)", "y ~ a + (1 | g/h)" },
        { "y ~ 1 + (1 + a | h:g) + (1 + a | g)", "y ~ 1 + (a | g/h)" },
        { "y ~ a + (1 | h:g) + (a | g)", "" },
        { "y ~ a * b", "" },
        { "y ~ a:b + f", "" },
    };

    public static TheoryData<string, string> Literals => new()
    {
        { "\"y ~ a * b\"", "\"y ~ 1 + a + b + a:b\"" },
        { "@\"y ~ a * b\"", "@\"y ~ 1 + a + b + a:b\"" },
        { "\"\"\"y ~ a * b\"\"\"", "\"\"\"y ~ 1 + a + b + a:b\"\"\"" },
        { "\"\"\"\n    y ~\n      a * b\n    \"\"\"", "\"\"\"\n    y ~\n      1 + a + b + a:b\n    \"\"\"" },
        { "\"y ~ \" + \"a * b\"", "\"y ~ \" + \"1 + a + b + a:b\"" },
        { "\"y ~ a\" + \" * b\"", "\"y ~ 1 + a + b + a:b\" + \"\"" },
        { "$\"y ~ {\"a * b\"}\"", "$\"y ~ {\"1 + a + b + a:b\"}\"" },
        { "Growth.Response + \" ~ a * b\"", "Growth.Response + \" ~ 1 + a + b + a:b\"" },
    };

    [Theory]
    [MemberData(nameof(Expansions))]
    public void Operators_are_written_out(string formula, string expanded) => Becomes(new ExpandFormula(), Model($"\"{formula}\""), Model($"\"{expanded}\""));

    [Theory]
    [MemberData(nameof(Compactions))]
    public void Terms_are_drawn_together(string formula, string compact)
    {
        if (compact.Length == 0)
        {
            Assert.Empty(Study.Of(Model($"\"{formula}\"")).Refactorings(new CompactFormula(), "y ~"));
        }
        else
        {
            Becomes(new CompactFormula(), Model($"\"{formula}\""), Model($"\"{compact}\""));
        }
    }

    [Theory]
    [MemberData(nameof(Literals))]
    public void The_literal_keeps_its_kind(string literal, string expanded) => Becomes(new ExpandFormula(), Model(literal), Model(expanded));

    [Theory]
    [InlineData("\"y ~ a +\"")]
    [InlineData("\"y ~ a * nope\"")]
    [InlineData("\"y ~ 1 + a\"")]
    [InlineData("Growth.Whole")]
    [InlineData("\"y ~ . - g - h - k\"")] // leaves out the rows that lack them
    public void Nothing_is_offered_for_what_is_faulty_or_explicit_or_written_elsewhere(string literal)
        => Assert.Empty(Study.Of(Model(literal)).Refactorings(new ExpandFormula(), literal));

    [Fact]
    public void Nothing_is_offered_outside_of_the_formula()
        => Assert.Empty(Study.Of(Model("\"y ~ a * b\"")).Refactorings(new ExpandFormula(), "Model<Row>"));

    private static void Becomes(CodeRefactoringProvider refactoring, string before, string after)
    {
        Study study = Study.Of(before);
        CodeAction action = Assert.Single(study.Refactorings(refactoring, before.Substring(before.IndexOf("Model<Row>(", StringComparison.Ordinal) + 11, 4)));
        Study changed = Study.After(action);
        Assert.Equal(after, changed.Text);
        Assert.Equal(study.Ids, changed.Ids);
        Assert.Empty(changed.CompilerErrors);
    }

    private static string Model(string literal) => $$"""
        [Model<Row>({{literal}})]
        public partial class Growth
        {
            internal const string Response = "y", Whole = "y ~ a * b";
        }

        public enum Kind { A, B }
        public record Row(double Y, double A, double B, Kind F, string G, string H, string K);
        """;
}
