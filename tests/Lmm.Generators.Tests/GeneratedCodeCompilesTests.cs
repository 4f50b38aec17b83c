namespace Lmm.Generators.Tests;

/// <summary>Generated code compiles without a warning, documentation references included, whatever the row type is like.</summary>
public class GeneratedCodeCompilesTests
{
    public static TheoryData<string> RowTypes =>
    [
        """[Model("y ~ x + (1 | g)")] public class Row { public double Y { get; set; } public double X { get; init; } public string G { get; set; } = ""; }""",
        """[Model("y ~ x + (1 | g)")] public struct Row { public double Y; public double X; public string G; }""",
        """[Model("y ~ x + (1 | g)")] public readonly record struct Row(double Y, double X, string G);""",
        """[Model("y ~ x + (1 | g)")] internal record Row(double Y, double X, string G);""",
        """[Model<IRow>("y ~ x + (1 | g)")] public partial class RowModel; public interface IRow : IWithY { double X { get; } string G { get; } } public interface IWithY { double Y { get; } }""",
        """[Model("y ~ x + (1 | g)")] public record Row(double X, string G) : Base; public abstract record Base { public double Y { get; init; } }""",
        """[Model("y ~ x + (1 | g)")] public abstract record Row(double Y) { public abstract double X { get; } public virtual string G => ""; }""",
        """namespace @class.@event; [Model("y ~ x")] public record @record(double Y, double X);""",
        """[Model("namespace ~ class + (1 | return)", Name = "record")] public record Row(double @namespace, double @class, string @return);""",
        """[Model("`the response` ~ `a b` + (`a b` | `probe set`)")] public record Row([Variable("the response")] double Y, [Variable("a b")] double X, [property: Variable("probe set")] string G);""",
        """[Model("y ~ a + b + c + d + e + f + g + h + i + j + k + l + m + n")] public record Row(float Y, sbyte A, byte B, short C, ushort D, int E, uint F, long G, ulong H, nint I, nuint J, decimal K, Half L, Int128 M, UInt128 N);""",
        """[Model("y ~ a + b + c + d + e + f + g + h + i + j + k + l + m + n")] public record Row(float? Y, sbyte? A, byte? B, short? C, ushort? D, int? E, uint? F, long? G, ulong? H, nint? I, nuint? J, decimal? K, Half? L, Int128? M, UInt128? N);""",
        """[Model("y ~ a + b + c + d + (1 | e) + (1 | f)")] public record Row(double Y, bool A, char B, string C, E D, Guid E, DateOnly F); public enum E { One, Two }""",
        """[Model("y ~ a + b + c + d + (1 | e) + (1 | f)")] public record Row(double? Y, bool? A, char? B, string? C, E? D, Guid? E, DateOnly? F); public enum E { One, Two }""",
        """[Model("y ~ a + (1 | b) + (1 | c)")] public record Row(double Y, [Factor] int A, int B, [Factor] long? C);""",
        """[Model("y ~ a:b:c + a:b:c:d:x")] public record Row(double Y, E A, [Factor] int B, bool C, char D, double X); public enum E { One, Two }""",
        """[Model("y ~ a + x:b + (1 + a + x:b | g)")] public record Row(double Y, E A, bool B, double X, E G); public enum E : byte { @class, Two, Deux = Two, Zwei = 1 }""",
        """[Model("y ~ 0 + a + (0 + a | g) + (1 | g) + (1 | g:a)")] public record Row(double Y, E A, string G); public enum E : ulong { One = ulong.MaxValue, Two = 0 }""",
        """[Model("y ~ a + b + c + d + e + f")] public record Row(double Y, [Levels("b", "a")] string A, [Levels("Two", "One")] E B, [Levels("TRUE", "FALSE")] bool C, [Levels("y", "'", "\\")] char D, [Levels("3", "-1", "2")] short E, [Levels("Deux", "One")] E? F); public enum E { One, Two, Deux = Two }""",
        """[Model("log(y) ~ log(x) + I(x^2) + x + offset(log(row)) + (x | row) + (1 | frame)", Weights = "data")] public record Row(double Y, double X, [Variable("row")] int R, string Frame, double Data);""",
        """[Model("y ~ count + number + options + (1 | rows) + (1 | other) + (1 | otherValue)")] public record Row(double Y, double Count, double Number, double Options, string Rows, Guid? Other, Guid? OtherValue);""",
        """[Model("y ~ sigma + formula + toString + equals + item + rowFit + rowFitTerm + (sigma + item + component + level | getType)")] public record Row(double Y, double Sigma, double Formula, [Variable("toString")] double S, [Variable("equals")] double Q, double Item, double RowFit, double RowFitTerm, double Component, double Level, [Variable("getType")] string T);""",
        """[Model("y ~ `log_x` + log(x) + `log.x` + (1 | logX)")] public record Row(double Y, double X, [Variable("log_x")] double A, [Variable("log.x")] double B, string LogX);""",
        """public partial class Outer { internal partial record struct Inner { public partial interface IInnermost { [Model("y ~ x + (1 | g)")] public record Row(double Y, double X, string G); } } }""",
        """public partial class Outer { [Model("y ~ g + (1 | g)")] internal record Row(double Y, E G); internal enum E { One, Two } }""",
        """[Model("y ~ g + (g | g)")] public class Row { public double Y { get; set; } internal E G { get; set; } internal double? Z = null; } internal enum E { One, Two }""",
        """namespace Studies { [Model<global::Rows.Row>("y ~ x + (1 | g)")] public partial class GrowthModel { } } namespace Rows { public record Row(double Y, double X, string G); }""",
        """[Model<Row>("y ~ x + (1 | g)", Weights = "x")] public static partial class Growth; internal record Row(double Y, double X, string G);""",
        """[Model<Row<int>>("y ~ x + (1 | g)")] internal sealed partial record GrowthModel { } internal record Row<T>(double Y, T X, string G);""",
        """public partial struct Outer { [Model<Row>("y ~ x")] internal partial class GrowthModel; } public readonly record struct Row(double Y, double X);""",
        """[Model("y ~ x")] public class Row { [Obsolete] public double Y { get; set; } [Obsolete("No.")] public double X { get; set; } public static double Z { get; set; } public double this[int i] => i; public double W { set { } } }""",
        """[Model("y ~ x"), Model("y ~ x + (1 | g)", Name = "rowmodel")] [Model("y ~ 1", Name = "Null")] public record Row(double Y, double X, string G);""",
        """[Model("Größe ~ 年齢 + (年齢 | école)")] public record Row(double Größe, double 年齢, string École);""",
        """[Model("y ~\n\t x  +\r\n (1 | g)")] public record Row(double Y, double X, string G);""",
        """[Model("y ~ `a<b>&\"c\"` + (1 | `*/`)")] public record Row(double Y, [Variable("a<b>&\"c\"")] double X, [Variable("*/")] string G);""",
        """[Model("y ~ x")] public partial record Row(double Y, double X); [Model("y ~ 1", Name = "Second")] public partial record Row;""",
        "#nullable disable\n" + """[Model("y ~ x + s + (1 | g)")] public class Row { public double Y; public double X; public string G; public string S; }""",
        """[Model("y ~ factor(a) + factor(b) + factor(c) + factor(d) + factor(e) + as.factor(f) + factor(g)")] public record Row(double Y, decimal? A, float B, double? C, Half D, int? E, string? F, bool? G);""",
        """[Model("y ~ poly(x, 2):bs(x, 4):a:b + scale(x):a + C(a, sum):poly(x, 2) + relevel(b, \"Two\"):ns(log(x), df = 3) + (poly(x, 2) + C(a, c(-1, 1)) | g)")] public record Row(double Y, double X, bool A, E B, string G); public enum E { One, Two, Three }""",
        """[Model("log(y / x) ~ . + fit:predict", Weights = "w")] public record Row(double Y, double X, int Fit, double Predict, DateTime D, Guid K, [Contrast("a b", -1, 1)] bool B, [Factor(Ordered = true), Contrast(ContrastCoding.Helmert)] string S, float W);""",
        """[Model("y ~ x + (1 | g)")] public record Row(double Y, double X, [Contrast("", 1, -1.5e-3, 0), Contrast("\"", 0, 1, 1e100)] E G); public enum E { One, Two, Three }""",
        """public interface IA { double X { get; } } public interface IB : IA { new double X { get; } } [Model<IC>("y ~ x")] public partial class C; public interface IC : IA, IB { double Y { get; } }""",
        """[Model("y ~ e + (1 | g)")] public record Row(double Y, E E, E? G); public enum E : long { [Obsolete("Gone.", true)] First = long.MinValue, [System.Diagnostics.CodeAnalysis.Experimental("EXP001")] Second, Third }""",
        """[Model("y ~ x + (1 | g)")] public record Row(double Y, string G) { [System.Diagnostics.CodeAnalysis.Experimental("EXP001")] public double X { get; init; } }""",
        """public class Base { public int Fit; public virtual int Read() => 1; public class Fits; } [Model<(double, double, string)>("item1 ~ item2 + (1 | item3)")] public partial class C : Base;""",
        """[Model<(double, double, double, double, double, double, double, double, string)>("item1 ~ item2 + item8 + (1 | item9)")] public static partial class C;""",
        """[Model("y ~ x + (1 | g)")] public record Row(double Y, double X, string G); public static partial class RowModel { public static int Two => 2; } partial class RowFit { public double X => Intercept.Estimate + XTerm.Estimate; }""",
        """[Model("System ~ Lmm + (1 | global)")] public record Row(double System, double Lmm, string Global);""",
    ];

    [Theory]
    [MemberData(nameof(RowTypes))]
    public void Without_a_warning(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int models = source.Split("Model(").Length + source.Split("Model<").Length - 2;

        // Rows with every type in every role make formulas that a review objects to.
        GeneratorRun.Of("#pragma warning disable LMM043, LMM044, LMM070\n" + source).ShouldBeClean(models);
    }
}
