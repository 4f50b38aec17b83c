using Lmm.Formula.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>Each rule for declarations: what breaks it is marked and emits a stub at the most, what keeps it is left alone.</summary>
public class DeclarationRuleTests
{
    private const string Plain = "public record Row(double Y, double X, string G);";

    public static TheoryData<string, string> Broken => new()
    {
        // Names
        { "[Model(\"y ~ x\"), Model(\"y ~ 1\")] " + Plain, "LMM050 Model, LMM050 Model" },
        { "[Model(\"y ~ x\", Name = \"A\"), Model(\"y ~ 1\", Name = \"A\")] " + Plain, "LMM050 \"A\", LMM050 \"A\"" },
        { "[Model(\"y ~ x\", Name = \"A\"), Model(\"y ~ 1\", Name = \"AModel\")] " + Plain, "LMM050 \"A\", LMM050 \"AModel\"" },
        { "[Model(\"y ~ x\", Name = \"A\")] " + Plain + " [Model(\"y ~ 1\", Name = \"A\")] public record Other(double Y);", "LMM050 \"A\", LMM050 \"A\"" },
        { "namespace @new.B; [Model(\"y ~ x\", Name = nameof(B))] " + Plain + " [Lmm.ModelAttribute(\"y ~ 1\", Name = (\"\" + \"BModel\"))] public record Other(double Y);", "LMM050 nameof(B), LMM050 (\"\" + \"BModel\")" },
        { "using A = Lmm.ModelAttribute; [Model(\"y ~ x\")] [A(\"y ~ 1\")] " + Plain, "LMM050 Model, LMM050 A" },
        { "partial class Outer { [Model(\"y ~ x\")] " + Plain + " [Model<Row>(\"y ~ x\")] public partial class RowModel; }", "LMM050 Model, LMM050 Model<Row>" },
        { "[Model(\"y ~ x\")] " + Plain + " class RowModel;", "LMM050 Model" },
        { "[Model(\"y ~ x\")] " + Plain + " enum RowFit;", "LMM050 Model" },
        { "[Model<Row>(\"y ~ x\")] partial class A; " + Plain + " class AFit;", "LMM050 Model<Row>" },
        { "partial class Outer { [Model(\"y ~ x\")] " + Plain + " int RowFit() => 1; }", "LMM050 Model" },
        { "[Model(\"y ~ x\")] " + Plain + " partial record RowFit;", "LMM062 RowFit" },
        { "[Model(\"y ~ x\")] " + Plain + " internal static partial class RowModel;", "LMM062 internal" },
        { "[Model(\"y ~ x\")] " + Plain + " public static partial class RowModel { public static int Fits => 1; }", "LMM054 Model" },
        { "partial class RowModel { [Model(\"y ~ x\")] " + Plain + " }", "LMM050 Model" },
        { "[Model(\"y ~ x\", Name = \"A B\")] " + Plain, "LMM055 \"A B\"" },
        { "[Model(\"y ~ x\", Name = \"\")] " + Plain, "LMM055 \"\"" },
        { "[Model<Row>(\"y ~ x\", Name = \"A\")] partial class B; " + Plain, "LMM059 \"A\"" },

        { "[Model(\"y ~ x\", Name = \"ReadCsv\")] " + Plain, "LMM055 \"ReadCsv\"" },
        { "[Model(\"y ~ x\", Name = \"EnumerateAsync\")] " + Plain, "LMM055 \"EnumerateAsync\"" },
        { "[Model<Row>(\"y ~ x\")] public static partial class BuildDesign; " + Plain, "LMM055 Model<Row>" },
        { "namespace A.RowFit { class C; } namespace A { [Model(\"y ~ x\")] " + Plain + " }", "LMM050 Model" },

        // Row types
        { "[Obsolete(\"Gone.\", true)] [Model(\"y ~ x\")] " + Plain, "LMM051 Model" },
        { "[Model(\"y ~ x\")] public record Row(double Y) { public double X { [Obsolete(\"Gone.\", true)] get; set; } }", "LMM052 x" },
        { "public interface IA { double X { get; } } public interface IB { double X { get; } } [Model<IC>(\"y ~ x\")] public partial class A; public interface IC : IA, IB { double Y { get; } }", "LMM052 x" },
        { "public enum E; [Model(\"y ~ e\")] public record Row(double Y, E? E);", "LMM052 e" },
        { "partial class Outer { [Model(\"y ~ x\")] private record Row(double Y, double X); }", "LMM051 Model" },
        { "partial class Outer { [Model(\"y ~ x\")] protected record Row(double Y, double X); }", "LMM051 Model" },
        { "partial class Outer { private partial class Inner { [Model(\"y ~ x\")] public record Row(double Y, double X); } }", "LMM051 Model" },
        { "[Model(\"y ~ x\")] file record Row(double Y, double X);", "LMM051 Model" },
        { "[Model(\"y ~ x\")] public ref struct Row { public double Y, X; }", "LMM051 Model" },
        { "[Model(\"y ~ x\")] public static class Row { public static double Y, X; }", "LMM051 Model" },
        { "[Model(\"y ~ x\")] public record Row<T>(double Y, T X);", $"LMM051 Model, {FormulaRules.UnusableType.Id} x" },
        { "partial class Outer<T> { [Model(\"y ~ x\")] public record Row(double Y, double X); }", "LMM051 Model" },
        { "[Model<int?>(\"y ~ 1\")] partial class A;", $"LMM051 Model<int?>, {FormulaRules.UnknownVariable.Id} y" },
        { "class Outer { [Model(\"y ~ x\")] public record Row(double Y, double X); }", "LMM053 Model" },
        { "partial class Outer { class Inner { [Model(\"y ~ x\")] public record Row(double Y, double X); } }", "LMM051 Model" },
        { "public class Outer { public partial class Inner { [Model(\"y ~ x\")] public record Row(double Y, double X); } }", "LMM053 Model" },

        // Classes of models
        { "[Model<Row>(\"y ~ x\")] class A; " + Plain, "LMM054 Model<Row>" },
        { "[Model<Row>(\"y ~ x\")] partial class A<T>; " + Plain, "LMM054 Model<Row>" },
        { "[Model<Row>(\"y ~ x\")] file partial class A; " + Plain, "LMM054 Model<Row>" },
        { "partial class Outer { [Model<Row>(\"y ~ x\")] private partial class A; } " + Plain, "LMM054 Model<Row>" },
        { "[Model<Row>(\"y ~ x\")] partial class A { int Fit; } " + Plain, "LMM054 Model<Row>" },
        { "[Model<Row>(\"y ~ x\")] partial class A { void Formula() { } } " + Plain, "LMM054 Model<Row>" },
        { "class Outer { [Model<Row>(\"y ~ x\")] public partial class A; } " + Plain, "LMM053 Model<Row>" },

        // Members
        { "[Model(\"y ~ x + z\")] public class Row { public double Y, X; private double Z = 1; double Get() => Z; }", "LMM052 z" },
        { "[Model(\"y ~ x + (1 | z)\")] public class Row { public double Y, X; public static string Z = \"\"; }", "LMM052 z" },
        { "[Model(\"y ~ x + z\")] public class Row { public double Y, X; public double Z { set { } } }", "LMM052 z" },
        { "[Model(\"y ~ x + z\")] public class Row { public double Y, X; public double Z { private get; set; } }", "LMM052 z" },
        { "[Model(\"y ~ x\", Weights = \"z\")] public class Row { public double Y, X; protected double Z; }", "LMM052 \"z\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Variable(\"x\")] double X, [Variable(\"x\")] double Z);", "LMM056 Model" },

        // Levels and factors
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"A\", \"C\")] E X); public enum E { A, B }", "LMM057 \"C\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [property: Levels(\"A\", \"A\")] string X);", "LMM057 \"A\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"A\", \"C\")] E X); public enum E { A, B, C = 0 }", "LMM057 \"C\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels([\"A\", \"BB\"])] char X);", "LMM057 \"BB\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(new[] { \"1\", \"02\" })] int X);", "LMM057 \"02\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"0\", \"256\")] byte? X);", "LMM057 \"256\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"no\", \"yes\")] bool X);", "LMM057 \"no\"" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"a\")] string X);", "LMM057 Levels" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels] string X);", "LMM057 Levels" },
        { "[Model(\"y ~ 1\")] public class Row { public double Y; [Levels(\"1\", \"2\")] public double X; }", "LMM057 Levels" },
        { "[Model(\"y ~ 1\")] public class Row { public double Y; [Factor] public double X { get; set; } }", "LMM058 Factor" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast(ContrastCoding.Sum)] double X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast(ContrastCoding.Sum)] int X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast((ContrastCoding)9)] string X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast(\"a\", -1, 0, 1)] bool X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast(\"a\", -1, 0, 1), Contrast(\"b\", 2, 0, -2)] string X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public record Row(double Y, [Contrast(\"a\", -1, 1), Contrast(ContrastCoding.Sum)] bool X);", "LMM060 Contrast" },
        { "[Model(\"y ~ 1\")] public class Row { public double Y; [Factor] public DateTime X { get; set; } }", "LMM058 Factor" },
    };

    public static TheoryData<string> Kept =>
    [
        "[Model(\"y ~ x\"), Model(\"y ~ 1\", Name = \"Other\")] " + Plain,
        "[Model(\"y ~ x\", Name = \"A\")] " + Plain + " namespace N { [Model(\"y ~ 1\", Name = \"A\")] public record Other(double Y); }",
        "[Model(\"y ~ x\")] " + Plain + " namespace N { class RowModel; class RowFit; } class RowModel<T>;",
        "[Model(\"y ~ x\", Name = \"class\")] " + Plain,
        "[Model(\"y ~ x\")] " + Plain + " namespace N { class ModelAttribute(string text, string name) : Attribute { public string All => text + name; } class C { [ModelAttribute(\"y ~ 1\", \"\")] public record Row; } }",
        "[Model(\"y ~ x\")] internal " + Plain.Replace("public", "", StringComparison.Ordinal),
        "public partial class Outer { protected internal partial class Inner { [Model(\"y ~ x\")] protected internal record Row(double Y, double X); } }",
        "[Model<Row>(\"y ~ x\")] partial class A { public static int Fit(int x) => x; int Other; } " + Plain,
        "[Model<Row>(\"y ~ x\")] static partial class A; " + Plain,
        "[Model(\"y ~ x\")] public class Row { public double Y, X; private double Z = 1; double Get() => Z; }",
        "[Model(\"y ~ x\")] public class Row : Base { public double Y; private new double X = 1; double Get() => X; } public class Base { public double X; }",
        "[Model(\"y ~ x\")] public class Row : Base { public double Y; public new double X; } public class Base { public string X = \"\"; }",
        "[Model(\"y ~ x\")] public record Row(double Y, [Variable(\"z\")] double X, [Variable(\"x\")] double Z);",
        "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"B\", \"A\")] E X); public enum E { A, B }",
        "[Model(\"y ~ x\")] public record Row(double Y, [Levels(\"-1\", \"0\")] sbyte X);",
        "[Model(\"y ~ x\")] public record Row(double Y, [Factor] E X); public enum E { A, B }",
        "public record Other([Levels(\"1\", \"0\")] int X);",
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_breaks_a_rule_is_marked_and_emits_a_stub_at_the_most(string source, string marks)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Equal(marks, string.Join(", ", run.Marks));
        run.ShouldHaveStubsOnly();
        Assert.Empty(run.GeneratorDiagnostics);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_keeps_the_rules_is_left_alone(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.Messages);
        Assert.Equal(source.Split("Model(").Length + source.Split("Model<Row>(").Length - 2, run.Sources.Length);
        Assert.Empty(run.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void A_protected_member_of_a_row_of_another_assembly_is_out_of_reach()
        => Assert.Equal(
            "LMM052 x",
            string.Join(", ", GeneratorRun.With([Elsewhere("public class Row { public double Y; protected double X; }")], "[Model<Row>(\"y ~ x\")] public partial class A;").Marks));

    [Fact]
    public void A_row_of_another_assembly_has_its_attributes_read()
        => Assert.Single(GeneratorRun.With(
            [Elsewhere("using Lmm; public readonly record struct Row(double Y, [Variable(\"a b\")] double X, [Levels(\"v\", \"u\")] string G, [Factor] int H);")],
            "[Model<Row>(\"y ~ `a b` + g + h\")] public partial class A;").Sources);

    [Fact]
    public void Faults_of_a_row_of_another_assembly_are_marked_at_the_model()
        => Assert.Equal(
            "LMM057 Model<Row>",
            string.Join(", ", GeneratorRun.With([Elsewhere("using Lmm; public record Row(double Y, [Levels(\"v\", \"v\")] string G);")], "[Model<Row>(\"y ~ g\")] public partial class A;").Marks));

    private static PortableExecutableReference Elsewhere(string source)
    {
        using var image = new MemoryStream();
        Assert.True(GeneratorRun.CompilationOf(source).WithAssemblyName("Elsewhere").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
