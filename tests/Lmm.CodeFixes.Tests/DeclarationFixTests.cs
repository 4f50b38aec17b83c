using Lmm.CodeFixes.Fixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lmm.CodeFixes.Tests;

/// <summary>Each fix of a declaration lets generated code be made, and changes nothing else of the text.</summary>
public class DeclarationFixTests
{
    private const string Body = "record Row(double Y, double X);";

    public static TheoryData<string, string, string> Accessibilities => new()
    {
        // Row types
        { "LMM051", "partial class Outer { [Model(\"y ~ x\")] private " + Body + " }", "partial class Outer { [Model(\"y ~ x\")] internal " + Body + " }" },
        { "LMM051", "partial class Outer { [Model(\"y ~ x\")] " + Body + " }", "partial class Outer { [Model(\"y ~ x\")] internal " + Body + " }" },
        { "LMM051", "partial class Outer { [Model(\"y ~ x\")] protected " + Body + " }", "partial class Outer { [Model(\"y ~ x\")] protected internal " + Body + " }" },
        { "LMM051", "partial class Outer { [Model(\"y ~ x\")] private protected " + Body + " }", "partial class Outer { [Model(\"y ~ x\")] internal protected " + Body + " }" },
        { "LMM051", "partial class Outer { partial class Inner { [Model(\"y ~ x\")] public " + Body + " } }", "partial class Outer { internal partial class Inner { [Model(\"y ~ x\")] public " + Body + " } }" },
        { "LMM051", "// kept\n[Model(\"y ~ x\")]\n/* kept */ file /* kept too */ " + Body, "// kept\n[Model(\"y ~ x\")]\n/* kept */ " + Body },
        { "LMM051", "[Model<Row>(\"y ~ x\")] partial class A; /* kept */ file sealed " + Body, "[Model<Row>(\"y ~ x\")] partial class A; /* kept */ sealed " + Body },

        // Members
        { "LMM052", "[Model(\"y ~ x\")] class Row { public double Y; private double X; }", "[Model(\"y ~ x\")] class Row { public double Y; internal double X; }" },
        { "LMM052", "[Model(\"y ~ x\")] class Row { public double Y;\n    /// <summary>Kept.</summary>\n    double X; }", "[Model(\"y ~ x\")] class Row { public double Y;\n    /// <summary>Kept.</summary>\n    internal double X; }" },
        { "LMM052", "[Model(\"y ~ x\")] class Row { public double Y; protected readonly double X; }", "[Model(\"y ~ x\")] class Row { public double Y; protected internal readonly double X; }" },
        { "LMM052", "[Model(\"y ~ x\")] class Row { public double Y; public double X { private get; set; } }", "[Model(\"y ~ x\")] class Row { public double Y; public double X { get; set; } }" },
        { "LMM052", "[Model(\"y ~ `the x`\")] class Row { public double Y; [Variable(\"the x\")] private double X => 1; }", "[Model(\"y ~ `the x`\")] class Row { public double Y; [Variable(\"the x\")] internal double X => 1; }" },
        { "LMM052", "class Base { protected double X; } [Model(\"y ~ x\")] class Row : Base { public double Y; }", "class Base { protected internal double X; } [Model(\"y ~ x\")] class Row : Base { public double Y; }" },
        { "LMM052", "[Model(\"y ~ 1 + (1 | g)\", Weights = \"x\")] class Row { public double Y; double X; public string G = \"\"; }", "[Model(\"y ~ 1 + (1 | g)\", Weights = \"x\")] class Row { public double Y; internal double X; public string G = \"\"; }" },

        // Classes of models
        { "LMM054", "[Model<Row>(\"y ~ x\")] file partial class A; " + Body, "[Model<Row>(\"y ~ x\")] partial class A; " + Body },
        { "LMM054", "partial class Outer { [Model<Row>(\"y ~ x\")] private partial class A; } " + Body, "partial class Outer { [Model<Row>(\"y ~ x\")] internal partial class A; } " + Body },
    };

    public static TheoryData<string, string, string> Partials => new()
    {
        { "LMM053", "class Outer { [Model(\"y ~ x\")] public " + Body + " }", "partial class Outer { [Model(\"y ~ x\")] public " + Body + " }" },
        { "LMM053", "// kept\npublic static class Outer { public class Inner { [Model(\"y ~ x\")] public " + Body + " } }", "// kept\npublic static partial class Outer { public partial class Inner { [Model(\"y ~ x\")] public " + Body + " } }" },
        { "LMM054", "[Model<Row>(\"y ~ x\")] class A; " + Body, "[Model<Row>(\"y ~ x\")] partial class A; " + Body },
        { "LMM054", "[Model<Row>(\"y ~ x\")] public sealed class A; public " + Body, "[Model<Row>(\"y ~ x\")] public sealed partial class A; public " + Body },
    };

    [Theory]
    [MemberData(nameof(Accessibilities))]
    public void Access_is_widened_as_far_as_generated_code_needs(string id, string faulty, string cured) => Cures(new MakeReachable(), id, faulty, cured);

    [Theory]
    [MemberData(nameof(Partials))]
    public void Types_that_generated_code_adds_to_become_partial(string id, string faulty, string cured) => Cures(new MakePartial(), id, faulty, cured);

    [Theory]
    [InlineData("[Model(\"y ~ plot + (1 | plot)\")] record Row(double Y, int Plot);", "[Model(\"y ~ plot + (1 | plot)\")] record Row(double Y, [Factor] int Plot);")]
    [InlineData("[Model(\"y ~ plot + (1 | plot)\")] class Row { public double Y;\n    // kept\n    public int Plot; }", "[Model(\"y ~ plot + (1 | plot)\")] class Row { public double Y;\n    // kept\n    [Factor] public int Plot; }")]
    [InlineData("[Model(\"y ~ p + (1 | p)\")] class Row { public double Y; [Variable(\"p\")] public long? Plot { get; set; } }", "[Model(\"y ~ p + (1 | p)\")] class Row { public double Y; [Factor] [Variable(\"p\")] public long? Plot { get; set; } }")]
    public void Numbers_that_are_labels_are_declared_factors(string faulty, string cured) => Cures(new AddFactor(), "LMM071", faulty, cured);

    [Fact]
    public void An_attribute_that_would_be_one_of_several_fields_is_not_offered()
        => Assert.Empty(Study.Of("[Model(\"y ~ plot + (1 | plot)\")] class Row { public double Y; public int Plot, Other; }").Titles(new AddFactor(), "LMM071"));

    [Theory]
    [InlineData("LMM051", "[Model(\"y ~ 1\")] public ref struct Row { public double Y; }")]
    [InlineData("LMM051", "[Model<int?>(\"y ~ 1\")] partial class A;")]
    [InlineData("LMM051", "[Model(\"y ~ 1\")] public record Row<T>(double Y);")]
    [InlineData("LMM052", "[Model(\"y ~ x\")] class Row { public double Y; public static double X; }")]
    [InlineData("LMM052", "[Model(\"y ~ x\")] class Row { public double Y; public double X { set { } } }")]
    [InlineData("LMM052", "class Base { protected virtual double X => 1; } [Model(\"y ~ x\")] class Row : Base { public double Y; protected override double X => 2; }")]
    [InlineData("LMM054", "[Model<Row>(\"y ~ x\")] partial class A { int Fit; } " + Body)]
    public void Nothing_is_offered_where_access_is_not_the_matter(string id, string faulty)
    {
        Study study = Study.Of(faulty);
        Assert.Contains(id, study.Ids);
        Assert.Empty(study.Titles(new MakeReachable(), id));
    }

    [Theory]
    [InlineData(FixAllScope.Document, false)]
    [InlineData(FixAllScope.Project, true)]
    [InlineData(FixAllScope.Solution, true)]
    public void All_models_of_a_scope_get_access_in_whatever_file_it_is_lacking(FixAllScope scope, bool isSecondFixed)
    {
        const string First = "[Model<Row>(\"y ~ x + z\")] partial class A; [Model<Row>(\"y ~ z\")] partial class B;";
        const string Second = "[Model<Other>(\"y ~ w\")] partial class C;";
        const string Rows = "partial class Row { public double Y; CALC double X; CALC double Z; } class Other { public double Y; OTHER double W; }";
        Study study = Study.Of(First, Second, Rows.Replace("CALC", "private", StringComparison.Ordinal).Replace("OTHER", "private", StringComparison.Ordinal));
        Study after = study.FixAll(new MakeReachable(), "LMM052", scope);
        Assert.Equal(Rows.Replace("CALC", "internal", StringComparison.Ordinal).Replace("OTHER", isSecondFixed ? "internal" : "private", StringComparison.Ordinal), after.Texts[2]);
        Assert.Equal(isSecondFixed ? [] : ["LMM052"], after.Ids);
    }

    private static void Cures(CodeFixProvider fix, string id, string faulty, string cured)
    {
        Study after = Study.Of(faulty).Fix(fix, id);
        Assert.Equal(cured, after.Text);
        Assert.DoesNotContain(id, after.Ids);
        Assert.Empty(after.CompilerErrors);
        Assert.Equal(cured, Study.Of(faulty).FixAll(fix, id).Text);
    }
}
