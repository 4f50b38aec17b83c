using Lmm.CodeFixes.Fixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Tests;

/// <summary>Each fix of a formula cures its fault, and those of its kind in the whole formula at once.</summary>
public class FormulaFixTests
{
    private const string Rows = """
        public enum Kind { A, B }
        public record Row(double Yield, double Weight, double Height, Kind Kind, string Plot, string Block, [Variable("a\\b")] double Odd);
        """;

    private static readonly FormulaFixProvider Fix = new();

    /// <summary>Fix, rule, faulty formula, what the first fault's first action makes of it, what fixing all makes of it.</summary>
    public static TheoryData<string, string, string, string, string> Cures => new()
    {
        { "ChangeToNearestVariable", "LMM025", "yield ~ wieght + hieght", "yield ~ Weight + hieght", "yield ~ Weight + Height" },
        { "ChangeToNearestVariable", "LMM025", "yeild ~ log(wieght)", "Yield ~ log(wieght)", "Yield ~ log(Weight)" },
        { "ChangeToNearestVariable", "LMM027", "yield ~ 1 + (hight | plott)", "yield ~ 1 + (hight | Plot)", "yield ~ 1 + (Height | Plot)" },
        { "ChangeToNearestFunction", "LMM028", "yield ~ lgo(weight) + sqr(height)", "yield ~ log(weight) + sqr(height)", "yield ~ log(weight) + sqrt(height)" },
        { "AddClosingBracket", "LMM001", "yield ~ (weight + (height", "yield ~ (weight + (height)", "yield ~ (weight + (height))" },
        { "AddClosingBracket", "LMM001", "yield ~ 1 + (weight | plot", "yield ~ 1 + (weight | plot)", "yield ~ 1 + (weight | plot)" },
        { "RemoveExtraBracket", "LMM002", "yield ~ weight) + height)", "yield ~ weight + height)", "yield ~ weight + height" },
        { "CloseQuotation", "LMM013", "yield ~ `weight", "yield ~ `weight`", "yield ~ `weight`" },
        { "AddMissingOperator", "LMM004", "yield ~ weight height kind", "yield ~ weight + height kind", "yield ~ weight + height + kind" },
        { "AddMissingTilde", "LMM005", "yield weight + height", "yield ~ weight + height", "yield ~ weight + height" },
        { "ReplaceUnknownCharacter", "LMM009", "yield ~ weight × height ; kind", "yield ~ weight * height ; kind", "yield ~ weight * height + kind" },
        { "WrapInInhibition", "LMM018", "yield ~ weight + weight^2 + height^2", "yield ~ weight + I(weight^2) + height^2", "yield ~ weight + I(weight^2) + I(height^2)" },
        { "WrapInInhibition", "LMM017", "yield ~ weight^0.5 + height^kind", "yield ~ I(weight^0.5) + height^kind", "yield ~ I(weight^0.5) + I(height^kind)" },
        { "CureLiteralTerm", "LMM016", "yield ~ 2 * weight + 'height'", "yield ~ I(2 * weight) + 'height'", "yield ~ I(2 * weight) + height" },
        { "BracketRandomTerm", "LMM010", "yield ~ weight + 1 | plot", "yield ~ weight + (1 | plot)", "yield ~ weight + (1 | plot)" },
        { "RemoveRepeatedTerm", "LMM042", "yield ~ weight + height + weight", "yield ~ weight + height", "yield ~ weight + height" },
        { "RemoveRepeatedTerm", "LMM042", "yield ~ weight + height + weight:height + weight * height", "yield ~ height + weight:height + weight * height", "yield ~ weight * height" },
        { "RemoveRepeatedTerm", "LMM072", "yield ~ weight + (1 | plot) + (weight | plot)", "yield ~ weight + (weight | plot)", "yield ~ weight + (weight | plot)" },
        { "AddFixedEffect", "LMM043", "yield ~ (weight | plot) + (weight + height | block)", "yield ~ weight + (weight | plot) + (weight + height | block)", "yield ~ weight + (weight | plot) + height + (weight + height | block)" },
        { "AddFixedEffect", "LMM043", "yield ~ weight + (weight * height | plot)", "yield ~ weight + height + weight:height + (weight * height | plot)", "yield ~ weight + height + weight:height + (weight * height | plot)" },
        { "RemoveIdleOperator", "LMM003", "yield ~ weight + * height +", "yield ~ weight + height +", "yield ~ weight + height" },
        { "RemoveIdleOperator", "LMM003", "yield ~ log(weight * ) + (weight + | plot)", "yield ~ log(weight) + (weight + | plot)", "yield ~ log(weight) + (weight | plot)" },
        { "RemoveIdleOperator", "LMM003", "yield ~ : weight - ", "yield ~ weight - ", "yield ~ weight" },
        { "CureSecondTilde", "LMM006", "yield ~ weight ~ height ~ kind", "yield ~ weight + height ~ kind", "yield ~ weight + height + kind" },
        { "CureSecondTilde", "LMM006", "yield ~ ~ weight", "yield ~ weight", "yield ~ weight" },
        { "CureSecondTilde", "LMM006", "yield ~ weight ~", "yield ~ weight", "yield ~ weight" },
        { "AddRandomIntercept", "LMM012", "yield ~ weight + ( | plot) + (|| block)", "yield ~ weight + (1 | plot) + (|| block)", "yield ~ weight + (1 | plot) + (1 || block)" },
        { "RemoveIdleSubtraction", "LMM022", "yield ~ weight - height - kind", "yield ~ weight - kind", "yield ~ weight" },
        { "RemoveIdleSubtraction", "LMM022", "yield ~ weight * height - (kind + kind:weight)", "yield ~ weight * height", "yield ~ weight * height" },
        { "MakeFixedEffect", "LMM070", "yield ~ weight + (1 | kind)", "yield ~ weight + kind", "yield ~ weight + kind" },
        { "SplitDoubleBar", "LMM041", "yield ~ 1 + (kind || plot) + (kind || block)", "yield ~ 1 + (1 | plot) + (0 + kind | plot) + (kind || block)", "yield ~ 1 + (1 | plot) + (0 + kind | plot) + (1 | block) + (0 + kind | block)" },
    };

    /// <summary>Every kind of literal, before and after all its faults are fixed.</summary>
    public static TheoryData<string, string> Literals => new()
    {
        { "\"yield ~ wieght + hieght\"", "\"yield ~ Weight + Height\"" },
        { "\"yield ~ wi\\u0065ght + hieght\"", "\"yield ~ Weight + Height\"" },
        { "@\"yield ~ wieght\n  + hieght\"", "@\"yield ~ Weight\n  + Height\"" },
        { "\"\"\"yield ~ wieght + hieght\"\"\"", "\"\"\"yield ~ Weight + Height\"\"\"" },
        { "\"\"\"\n    yield ~ wieght\n\n      + hieght\n    \"\"\"", "\"\"\"\n    yield ~ Weight\n\n      + Height\n    \"\"\"" },
        { "\"yield ~ wieght\" + \" + hieght\"", "\"yield ~ Weight\" + \" + Height\"" },
        { "\"yield ~ wie\" // first\n + \"ght + hieght\"", "\"yield ~ Weight\" // first\n + \" + Height\"" },
        { "\"yield ~ \" + (@\"wieght\" + \"\"\" + hieght\"\"\")", "\"yield ~ \" + (@\"Weight\" + \"\"\" + Height\"\"\")" },
        { "$\"yield ~ {\"wieght\"} + hieght\"", "$\"yield ~ {\"Weight\"} + Height\"" },
        { "$@\"yield ~ wieght + {\"hieght\"}\"", "$@\"yield ~ Weight + {\"Height\"}\"" },
        { "$\"\"\"\n    yield ~ {\"wieght\"}\n      + hieght\n    \"\"\"", "$\"\"\"\n    yield ~ {\"Weight\"}\n      + Height\n    \"\"\"" },
        { "Text.Start + \" + hieght\"", "Text.Start + \" + Height\"" },
        { "$\"{Text.Start} + hieght\"", "$\"{Text.Start} + Height\"" },
    };

    public static TheoryData<string> Unmappable => new()
    {
        "Text.Wrong",
        "\"yield ~ \" + Text.Name",
        "$\"yield ~ {Text.Name}\"",
        "\"yield ~ \" + nameof(Wieght)",
        "Text.Power",
        "Text.Open",
    };

    [Theory]
    [MemberData(nameof(Cures))]
    public void A_fix_cures_its_fault(string fix, string id, string faulty, string cured, string all)
    {
        Study study = Study.Of(Model(Quote(faulty)));
        Assert.Equal(fix + ".1", study.Keys(Fix, id)[0]);
        Study after = study.Fix(Fix, id);
        Assert.Equal(Model(Quote(cured)), after.Text);
        Assert.True(after.Ids.Count(one => one == id) < study.Ids.Count(one => one == id));

        Study clean = study.FixAll(Fix, id);
        Assert.Equal(Model(Quote(all)), clean.Text);
        Assert.DoesNotContain(id, clean.Ids);
        Assert.Empty(clean.CompilerErrors);
    }

    [Theory]
    [MemberData(nameof(Literals))]
    public void A_fix_keeps_the_literal_as_it_is_written(string faulty, string cured)
    {
        Study after = Study.Of(Model(faulty)).FixAll(Fix, "LMM025");
        Assert.Equal(Model(cured), after.Text);
        Assert.Empty(after.Ids);
        Assert.Empty(after.CompilerErrors);
    }

    [Fact]
    public void Interactions_that_share_a_margin_add_it_once()
        => Assert.Equal(
            Model(Quote("yield ~ weight + height + weight:height + kind + height:kind + (weight * height + height * kind | plot)")),
            Study.Of(Model(Quote("yield ~ weight + (weight * height + height * kind | plot)"))).FixAll(Fix, "LMM043").Text);

    [Theory]
    [InlineData("\"wieght\"", "\"Weight\"")]
    [InlineData("@\"wieght\"", "@\"Weight\"")]
    [InlineData("\"\"\"wieght\"\"\"", "\"\"\"Weight\"\"\"")]
    [InlineData("\"wie\" + \"ght\"", "\"Weight\" + \"\"")]
    public void Weights_are_changed_to_the_nearest_where_they_are_named(string faulty, string cured)
    {
        Study study = Study.Of(Model("\"yield ~ kind\", Weights = " + faulty));
        Assert.Equal(["Change to 'Weight'", "Change to 'Height'"], study.Titles(Fix, "LMM037"));
        Assert.Equal(Model("\"yield ~ kind\", Weights = " + cured), study.Fix(Fix, "LMM037").Text);
        Study after = study.FixAll(Fix, "LMM037");
        Assert.Equal(Model("\"yield ~ kind\", Weights = " + cured), after.Text);
        Assert.Empty(after.Ids);
    }

    [Theory]
    [MemberData(nameof(Unmappable))]
    public void Nothing_is_offered_where_the_formula_cannot_be_changed(string literal)
    {
        Study study = Study.Of(Model(literal));
        Assert.Contains(study.Ids, Fix.FixableDiagnosticIds.Contains);
        Assert.All(Fix.FixableDiagnosticIds, id => Assert.Empty(study.Titles(Fix, id)));
    }

    [Theory]
    [InlineData("yield ~ qqqqqqqq", "LMM025")]
    [InlineData("yield ~ qqqqqqqq(weight)", "LMM028")]
    [InlineData("yield ~ weight # height", "LMM009")]
    [InlineData("yield + weight", "LMM005")]
    [InlineData("yield ~ weight + ()", "LMM003")]
    [InlineData("yield ~ weight + `` + log()", "LMM003")]
    [InlineData("yield ~ weight + C(kind, )", "LMM003")]
    [InlineData("yield ~ *", "LMM003")]
    [InlineData("yield ~ (weight ~ height)", "LMM006")]
    [InlineData("yield ~ weight + (1 | plot | block)", "LMM011")]
    [InlineData("yield ~ weight + (1 | )", "LMM012")]
    [InlineData("yield ~ weight + (0 | plot)", "LMM012")]
    [InlineData("yield ~ weight * height - (weight + kind)", "LMM022")]
    [InlineData("yield ~ weight - (kind + 1)", "LMM022")]
    public void Nothing_is_offered_without_a_cure_that_is_likely(string formula, string id)
    {
        Study study = Study.Of(Model(Quote(formula)));
        Assert.Contains(id, study.Ids);
        Assert.Empty(Fix.FixableDiagnosticIds.Contains(id) ? study.Titles(Fix, id) : []);
    }

    [Theory]
    [InlineData("\"y ~ relevel(strain, 'muttant') + C(strain, hlmert)\"", "\"y ~ relevel(strain, \\\"mutant\\\") + C(strain, helmert)\"")]
    [InlineData("@\"y ~ relevel(strain, 'muttant') + C(strain, hlmert)\"", "@\"y ~ relevel(strain, \"\"mutant\"\") + C(strain, helmert)\"")]
    [InlineData("\"\"\"y ~ relevel(strain, 'muttant') + C(strain, hlmert)\"\"\"", "\"\"\"y ~ relevel(strain, \"mutant\") + C(strain, helmert)\"\"\"")]
    public void Levels_and_codings_are_changed_to_the_nearest(string faulty, string cured)
    {
        const string Row = " public record Row(double Y, [Levels(\"wild\", \"mutant\", \"cross\")] string Strain);";
        Study after = Study.Of($"[Model({faulty})]" + Row).FixAll(Fix, "LMM048");
        Assert.Equal($"[Model({cured})]" + Row, after.Text);
        Assert.Empty(after.Ids);
    }

    [Fact]
    public void Random_slopes_are_added_where_the_remark_is_switched_on()
    {
        Study study = Study.SwitchedOn(["LMM073"], Model("\"yield ~ weight + height + (1 | plot)\""));
        Assert.Equal(Model("\"yield ~ weight + height + (1 + weight | plot)\""), study.Fix(Fix, "LMM073").Text);
        Study after = study.FixAll(Fix, "LMM073");
        Assert.Equal(Model("\"yield ~ weight + height + (1 + weight + height | plot)\""), after.Text);
        Assert.Empty(after.Ids);
        Assert.Empty(Study.Of(Model("\"yield ~ weight + height + (1 | plot)\"")).Ids);
    }

    [Fact]
    public void Faults_of_another_fix_are_left_alone()
        => Assert.Equal(
            Model(Quote("yield ~ Height + weight^2 + Weight")),
            Study.Of(Model(Quote("yield ~ hieght + weight^2 + wieght"))).FixAll(Fix, "LMM025").Text);

    [Fact]
    public void Every_near_name_is_offered_the_nearest_first()
    {
        Study study = Study.Of("[Model(\"y ~ dat\")] public record Row(double Y, double Day, double Date);");
        Assert.Equal(["Change to 'Date'", "Change to 'Day'"], study.Titles(Fix, "LMM025"));
        Assert.Contains("y ~ Day", study.Fix(Fix, "LMM025", action: 1).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"yield ~ ab\"", "\"yield ~ `a\\\\\\\\b`\"")]
    [InlineData("@\"yield ~ ab\"", "@\"yield ~ `a\\\\b`\"")]
    [InlineData("\"\"\"yield ~ ab\"\"\"", "\"\"\"yield ~ `a\\\\b`\"\"\"")]
    [InlineData("$\"yield ~ ab\"", "$\"yield ~ `a\\\\\\\\b`\"")]
    public void Names_are_escaped_as_their_literal_needs(string faulty, string cured)
    {
        Study after = Study.Of(Model(faulty)).Fix(Fix, "LMM025");
        Assert.Equal(Model(cured), after.Text);
        Assert.Empty(after.Ids);
    }

    [Fact]
    public void Brackets_round_a_term_leave_the_term_as_it_is_written()
        => Assert.Equal(
            Model("\"yield ~ I(\" + \"wei\" + \"ght^2)\""),
            Study.Of(Model("\"yield ~ \" + \"wei\" + \"ght^2\"")).Fix(Fix, "LMM018").Text);

    [Theory]
    [InlineData(FixAllScope.Document, "Height", "hieght")]
    [InlineData(FixAllScope.Project, "Height", "Height")]
    [InlineData(FixAllScope.Solution, "Height", "Height")]
    public void All_faults_of_a_scope_are_fixed(FixAllScope scope, string inFirst, string inSecond)
    {
        Study study = Study.Of(
            Rows + "\n[Model<Row>(\"yield ~ hieght\")] public partial class A; [Model<Row>(\"yield ~ hieght * hieght\")] public partial class B;",
            "[Model<Row>(\"yield ~ hieght\")] public partial class C;");
        Study after = study.FixAll(Fix, "LMM025", scope);
        Assert.Equal(Rows + $"\n[Model<Row>(\"yield ~ {inFirst}\")] public partial class A; [Model<Row>(\"yield ~ {inFirst} * {inFirst}\")] public partial class B;", after.Texts[0]);
        Assert.Equal($"[Model<Row>(\"yield ~ {inSecond}\")] public partial class C;", after.Texts[1]);
    }

    private static string Quote(string formula) => "\"" + formula + "\"";

    private static string Model(string literal) => $$"""
        static class Text { public const string Start = "yield ~ kind", Name = "wieght", Wrong = "yield ~ wieght", Power = "yield ~ weight^2", Open = "yield ~ (weight"; }
        class Wieght;
        [Model<Row>({{literal}})] public partial class Growth;
        {{Rows}}
        """;
}
