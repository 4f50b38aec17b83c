using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>Generated classes are partial: what can be added to them compiles, what cannot is marked where it stands.</summary>
public class HandWrittenPartTests
{
    private const string Rows = "[Model(\"y ~ x + (1 | g)\")] public record Row(double Y, double X, string G); ";

    public static TheoryData<string, string> Misfits => new()
    {
        // The class of a model is static.
        { "partial class RowModel { public int P => 1; }", "LMM062 P" },
        { "partial class RowModel { int _f; }", "LMM062 _f" },
        { "partial class RowModel { public int M() => 1; public static int S() => 1; }", "LMM062 M" },
        { "partial class RowModel { public event Action? E { add { } remove { } } }", "LMM062 E" },
        { "partial class RowModel { public RowModel() { } }", "LMM062 RowModel" },
        { "partial class RowModel { ~RowModel() { } }", "LMM062 RowModel" },
        { "partial class RowModel(int x);", "LMM062 (" },
        { "partial class RowModel { public int this[int i] => i; }", "LMM062 this" },
        { "partial class RowModel { public static int operator +(RowModel a, int b) => b; }", "LMM062 +" },
        { "partial class RowModel { protected static int P => 1; }", "LMM062 protected" },
        { "class B; partial class RowModel : B;", "LMM062 B" },
        { "partial class RowModel : IDisposable { }", "LMM062 IDisposable" },
        { "sealed partial class RowModel;", "LMM062 sealed" },
        { "abstract partial class RowModel;", "LMM062 abstract" },
        { "internal partial class RowModel;", "LMM062 internal" },
        { "partial struct RowModel;", "LMM062 RowModel" },
        { "partial interface RowModel;", "LMM062 RowModel" },
        { "partial record RowModel;", "LMM062 RowModel" },
        { "partial record struct RowModel;", "LMM062 RowModel" },
        { "[System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage] static partial class RowModel;", "LMM062 System" },

        // A result is sealed, has a base class, and is made by a constructor of its own.
        { "static partial class RowFit;", "LMM062 static" },
        { "abstract partial class RowFit;", "LMM062 abstract" },
        { "internal partial class RowFit;", "LMM062 internal" },
        { "partial struct RowFit;", "LMM062 RowFit" },
        { "partial record RowFit(int X);", "LMM062 RowFit" },
        { "class B; partial class RowFit : B;", "LMM062 B" },
        { "partial class RowFit(int x);", "LMM062 (" },
        { "partial class RowFit { public RowFit() { } }", "LMM062 RowFit" },
        { "partial class RowFit { public virtual int P => 1; }", "LMM062 virtual" },
    };

    // Whether it is a part of a generated class depends on the formula, or what it adds is called as a generated member; then the compiler has something to say of generated code too.
    public static TheoryData<string, string> MisfitsWithin => new()
    {
        { "partial class RowFit { public int Predict => 1; }", "LMM062 Predict" },
        { "partial class RowFit { public class Predict; }", "LMM062 Predict" },
        { "partial class RowFit { public partial class Predict; }", "LMM062 Predict" },
        { "partial class RowFit { public enum Predict { A } }", "LMM062 Predict" },
        { "partial class RowFit { public delegate int Predict(); }", "LMM062 Predict" },
        { "partial class RowFit { partial class TestsByTerm { public struct Functions; } }", "LMM062 Functions" },
        { "partial class RowFit { partial class GEffects { public GEffects(int x) { } } }", "LMM062 GEffects" },
        { "partial class RowFit { internal partial class GModes; }", "LMM062 internal" },
        { "partial class RowFit { partial class TestsByTerm { public int Functions => 1; } }", "LMM062 Functions" },
        { "partial class RowFit { partial class AnovaByTerm { public virtual int P => 1; } }", "LMM062 virtual" },
        { "partial class RowFit { partial class MeansByFactor { public MeansByFactor(int x) { } } }", "LMM062 MeansByFactor" },
        { "partial class RowFit { partial class SlopesByCovariate { public virtual int P => 1; } }", "LMM062 virtual" },
        { "partial class RowFit { static partial class FunctionsByTerm; }", "LMM062 static" },
        { "class B; partial class RowFit { partial class GModes : B; }", "LMM062 B" },
        { "partial class RowModel { partial class Fits { public Fits() { } } }", "LMM062 Fits" },
    };

    public static TheoryData<string> Additions =>
    [
        "static partial class RowModel { public static int S => 1; public const int C = 1; static int _f = C; public static int F => _f; static RowModel() { } public class N { public int I; } }",
        "public partial class RowModel { public enum E { A } public delegate int D(); public static event Action? Raised; public static void Raise() => Raised?.Invoke(); }",
        "partial class RowModel; partial class RowModel { public static int S => 1; }",
        "public static partial class RowModel { public static double Slope(this RowFit fit) => fit.X.Estimate; }",
        "partial class RowFit { public double Slope => X.Estimate; }",
        "public sealed partial class RowFit : IDisposable { public void Dispose() { } }",
        "partial class RowFit { internal RowFit(LinearMixedModelFit fit, int tag) : this(fit) => Tag = tag; public int Tag { get; } }",
        "partial class RowFit { public override string ToString() => \"\"; public static RowFit? operator !(RowFit fit) => null; public int this[int i] => i; }",
        "partial class RowFit { public int RowModel => 1; public int X => 2; public int Row => 3; public static int Lmm => 1; public static int System => 1; }",
        "partial class RowModel { public static int RowFit => 1; public static int Row => 2; public static int Lmm => 1; public static int System => 1; }",
        "partial class RowFit { partial class GEffects { public int Intercept => 1; public double Sd => InterceptTerm.StandardDeviation; } }",
        "partial class RowFit { public sealed partial class GModes : IDisposable { public void Dispose() { } } }",
        "partial class RowFit { partial class MeansByFactor { public int Mine => 1; } partial class SlopesByCovariate { public int X => 1; } }",
        "partial class RowFit { partial class TestsByTerm { public int Mine => 1; } partial class AnovaByTerm { public int X => 1; } partial class FunctionsByTerm { public int X => 1; } }",
        "partial class RowModel { partial class Fits { public int X => 1; } }",

        // Types of their own, which the generated ones make way for or never meet.
        "partial class RowFit { public class GEffects { public int Own; } public struct GModes; }",
        "partial class RowFit { partial struct TestsByTerm; partial class X; }",
        "partial class RowFit<T> { public T Value => default!; } class RowModel<T>(int x) { public int I => x; }",
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_go_with_the_generated_part_is_marked_where_it_stands(string source, string marks)
    {
        GeneratorRun run = GeneratorRun.Of(Rows + source);
        Assert.Equal(marks, string.Join(", ", run.Marks));
        Assert.DoesNotContain(run.CompilerMessages, static message => message.Contains(".g.cs(", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(MisfitsWithin))]
    public void So_is_what_does_not_go_with_the_classes_nested_in_it(string source, string marks)
        => Assert.Equal(marks, string.Join(", ", GeneratorRun.Of(Rows + source).Marks));

    [Theory]
    [MemberData(nameof(Additions))]
    public void What_goes_with_it_compiles(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Rows + source);
        Assert.Empty(run.Messages);
        Assert.Equal("", string.Join("\n", run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    [Theory]
    [InlineData("static partial class RowModel { public static int S => 1; } internal partial class RowFit { public int P => 1; }", "")]
    [InlineData("public partial class RowModel;", "LMM062 public")]
    public void Parts_of_an_internal_row_types_classes_are_internal(string source, string marks)
        => Assert.Equal(marks, string.Join(", ", GeneratorRun.Of(Rows.Replace("public", "internal", StringComparison.Ordinal) + source).Marks));

    [Fact]
    public void A_class_that_is_a_model_may_have_instance_members_and_its_result_may_have_parts()
        => Assert.Equal("LMM062 virtual", string.Join(", ", GeneratorRun.Of(
            "[Model<Row>(\"y ~ x\")] public partial class A { public int P => 1; } public record Row(double Y, double X); public partial class AFit { public virtual int V => 1; public int W => 2; }").Marks));

    [Fact]
    public void Parts_of_nested_types_classes_go_by_their_container()
        => Assert.Equal("LMM062 P", string.Join(", ", GeneratorRun.Of(
            "namespace N { public partial class Outer { " + Rows + " static partial class RowModel { int P => 1; } partial class RowFit { public int Q => 1; } class RowModel<T>; } partial class RowModel { int P => 1; } }").Marks));

    [Fact]
    public void The_message_says_what_is_generated_and_what_to_do()
        => Assert.Equal(
            "LMM062: This does not go with the generated part of 'RowModel', a public static class: write 'static' before 'P'",
            Assert.Single(GeneratorRun.Of(Rows + "partial class RowModel { int P => 1; }").Messages));
}
