using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Tests;

/// <summary>
/// What was read of a declaration is kept from keystroke to keystroke. Whatever an edit elsewhere does to it, the
/// generator writes what it writes for a project that it has never seen.
/// </summary>
public class KeptReadingsTests
{
    private const string Model = "[Model(\"y ~ x + (1 | g)\")] public record Row(double Y, double X, string G);";

    public static TheoryData<string, string, string> Edits => new()
    {
        // Types of members
        { "[Model(\"y ~ f\")] public record Row(double Y, Level F);", "public enum Level { A, B }", "public enum Level { A, B, C }" },
        { "[Model(\"y ~ f\")] public record Row(double Y, Level F);", "public enum Level { A, B, C = 2 }", "public enum Level { A, B, C = 0 }" },
        { "[Model(\"y ~ x + (1 | g)\")] public record Row(double Y, Id G) : Base;", "public class Base { public double X; } public enum Id { A, B, C, D, E }", "public class Base { public int X; } public enum Id { A, B, C, D, E }" },
        { "[Model(\"y ~ x\")] public record Row(double Y) : Base;", "public record Base { public double X { get; } }", "public record Base { public float X { get; } }" },
        { "[Model(\"y ~ x\")] public record Row(double Y) : Base;", "public record Base : Root; public record Root { public double X { get; } }", "public record Base; public record Root { public double X { get; } }" },
        { "[Model(\"y ~ x\")] public interface IRow : IBase { double Y { get; } }", "public interface IBase { double X { get; } }", "public interface IBase { decimal X { get; } }" },
        { "[Model(\"y ~ x\")] public partial record Row(double Y);", "public partial record Row { public double X { get; } }", "public partial record Row { public double X { private get; init; } }" },
        { "[Model<Row>(\"y ~ x\")] public partial class Other;", "public record Row(double Y, double X);", "public record Row(double Y, [Levels(\"1\", \"0\")] int X);" },
        { "namespace Study; [Model(\"y ~ x\")] public record Row(double Y, Kind X);", "namespace Elsewhere { } public enum Kind { A, B }", "namespace Study { public enum Kind { B, A } } public enum Kind { A, B }" },
        { "namespace Study { using Kinds; [Model(\"y ~ x\")] public record Row(double Y, Kind X); }", "namespace Kinds { public enum Kind { A, B } }", "namespace Kinds { public enum Kind { C, D } }" },
        { "[Model(\"y ~ x\")] public record Row(double Y, Number X);", "global using Number = System.Double;", "global using Number = System.Int32;" },

        // Attributes and constants
        { "[Model(Text.Of)] public record Row(double Y, double X);", "static class Text { public const string Of = \"y ~ x\"; }", "static class Text { public const string Of = \"y ~ 1\"; }" },
        { "[Model(\"y ~ \" + Text.X)] public record Row(double Y, double X);", "static class Text { public const string X = \"x\"; }", "static class Text { public const string X = \"x + 0\"; }" },
        { "[Model(\"y ~ x\", Name = Text.Name)] public record Row(double Y, double X);", "static class Text { public const string Name = \"A\"; }", "static class Text { public const string Name = \"B\"; }" },
        { "[Model(\"y ~ x\")] public record Row(double Y, [Levels(Text.A, \"b\")] string X);", "static class Text { public const string A = \"a\"; }", "static class Text { public const string A = \"c\"; }" },
        { "[M(\"y ~ x\")] public record Row(double Y, double X);", "class M(string s) : Attribute { public string S => s; }", "global using M = Lmm.ModelAttribute;" },
        { "[M(\"y ~ x\")] public record Row(double Y, double X);", "class M(string s) : Attribute { public string S => s; }", "global using MAttribute = Lmm.ModelAttribute;" },
        { Model, "", "class ModelAttribute(string s) : Attribute { public string S => s; }" },

        // What is in the way
        { Model, "", "class RowFit;" },
        { Model, "", "[Model(\"y ~ 1\", Name = \"Row\")] public record Other(double Y);" },
        { "partial class Outer { [Model(\"y ~ x\")] public record Row(double Y, double X); }", "partial class Outer { void Fit() { } }", "partial class Outer { void RowFit() { } }" },
        { "partial class Outer { [Model(\"y ~ x\")] internal record Row(double Y, double X); }", "partial class Outer;", "partial class Outer { enum RowModel { A } }" },
        { "[Model<Row>(\"y ~ x\")] partial class A; public record Row(double Y, double X);", "partial class A { int F() => 1; }", "partial class A { int Formula() => 1; }" },
        { "[Model<Row>(\"y ~ x\")] partial class A; public record Row(double Y, double X);", "partial class A;", "public partial class A;" },

        // Directives, from within a body too
        { "[Model(\"y ~ f\")] public record Row(double Y, Level F);", "#define OLD\npublic enum Level { A,\n#if OLD\nB\n#else\nC\n#endif\n}", "#define NEW\npublic enum Level { A,\n#if OLD\nB\n#else\nC\n#endif\n}" },
        { "[Model(\"y ~ f\")] public record Row(double Y, Level F);", "class C { void M() {\n#if true\n} } public enum Level { A, B }\n#else\n} } public enum Level { A, C }\n#endif", "class C { void M() {\n#if false\n} } public enum Level { A, B }\n#else\n} } public enum Level { A, C }\n#endif" },
        { "[Model(\"y ~ x + (1 | g)\")] public record Row(double Y, double X) : Base;", "class C { void M() {\n#nullable enable\n} } public record Base { public string G { get; init; } = \"\"; }", "class C { void M() {\n#nullable disable\n} } public record Base { public string G { get; init; } = \"\"; }" },
    };

    public static TheoryData<string> EditsWithoutEffect =>
    [
        "class Other { int Count() => 2; }",
        "class Other { int Count() { return 1; } }",
        "class Other { int Counted(int number) => number; void Another() { } }",
        "class Other { int Count() => 1; } // A remark.",
        "/// <summary>A remark.</summary>\nclass Other { int Count() => 1; }",
    ];

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_in_another_file_has_its_effect(string models, string other, string edited)
    {
        CSharpCompilation first = GeneratorRun.CompilationOf(models, other);
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[^1], CSharpSyntaxTree.ParseText(edited, GeneratorRun.ParseOptions, "File2.cs"));

        GeneratorDriver driver = Driver().RunGenerators(first);
        string[] before = Texts(driver);
        string[] after = Texts(driver.RunGenerators(second));

        Assert.Equal(Texts(Driver().RunGenerators(GeneratorRun.CompilationOf(models, edited))), after);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [MemberData(nameof(EditsWithoutEffect))]
    public void Bodies_methods_and_remarks_elsewhere_read_nothing_again(string edited)
    {
        CSharpCompilation first = GeneratorRun.CompilationOf(Model, "class Other { int Count() => 1; }");
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[^1], CSharpSyntaxTree.ParseText(edited, GeneratorRun.ParseOptions, "File2.cs"));
        Assert.Equal(Declarations.DeclarationOutline.Of(first).Fingerprint, Declarations.DeclarationOutline.Of(second).Fingerprint);
    }

    [Fact]
    public void A_changed_formula_reads_no_other_model_again()
    {
        CSharpCompilation first = GeneratorRun.CompilationOf(Model);
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[^1], CSharpSyntaxTree.ParseText(Model.Replace("x +", "x + 0 +", StringComparison.Ordinal), GeneratorRun.ParseOptions, "File1.cs"));
        Assert.Equal(Declarations.DeclarationOutline.Of(first).Fingerprint, Declarations.DeclarationOutline.Of(second).Fingerprint);
    }

    [Fact]
    public void A_changed_reference_has_its_effect()
    {
        CSharpCompilation plain = GeneratorRun.CompilationOf("[Model<Row>(\"y ~ x\")] public partial class A;");
        CompilationReference first = GeneratorRun.CompilationOf("public record Row(double Y, double X);").WithAssemblyName("Elsewhere").ToMetadataReference();
        CompilationReference second = GeneratorRun.CompilationOf("public record Row(double Y, [Lmm.Factor] int X);").WithAssemblyName("Elsewhere").ToMetadataReference();

        GeneratorDriver driver = Driver().RunGenerators(plain.AddReferences(first));
        string[] before = Texts(driver);
        string[] after = Texts(driver.RunGenerators(plain.AddReferences(second)));

        Assert.NotEqual(before, after);
    }

    // Without nullable contexts a string may be missing, and the row is read for that.
    [Fact]
    public void Changed_options_of_the_compiler_have_their_effect()
    {
        CSharpCompilation enabled = GeneratorRun.CompilationOf(Model);
        CSharpCompilation disabled = WithoutNullability(enabled);

        GeneratorDriver driver = Driver().RunGenerators(enabled);
        string[] before = Texts(driver);
        driver = driver.RunGenerators(disabled);

        Assert.Equal(Texts(Driver().RunGenerators(WithoutNullability(GeneratorRun.CompilationOf(Model)))), Texts(driver));
        Assert.NotEqual(before, Texts(driver));
        Assert.Equal(before, Texts(driver.RunGenerators(enabled)));

        static CSharpCompilation WithoutNullability(CSharpCompilation compilation)
            => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
    }

    [Fact]
    public void A_project_under_another_name_has_readings_of_its_own()
    {
        const string Friend = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Study\")] record Row(double Y, double X);";
        CompilationReference reference = GeneratorRun.CompilationOf(Friend).WithAssemblyName("Elsewhere").ToMetadataReference();
        CSharpCompilation friend = GeneratorRun.CompilationOf("[Model<Row>(\"y ~ x\")] partial class A;").AddReferences(reference);

        Assert.NotEmpty(Texts(Driver().RunGenerators(friend)));
        Assert.Empty(Texts(Driver().RunGenerators(friend.WithAssemblyName("Stranger"))));
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: GeneratorRun.ParseOptions);

    private static string[] Texts(GeneratorDriver driver)
    {
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return [.. result.GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText)];
    }
}
