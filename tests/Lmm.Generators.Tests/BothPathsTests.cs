using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Tests;

/// <summary>The design that generated code builds is, bit by bit, that of the formula interpreted at run time.</summary>
public class BothPathsTests
{
    [Theory]
    [InlineData("y ~ relevel(f, \"c\") * x")]
    [InlineData("y ~ C(relevel(f, \"b\"), sum) + (relevel(f, \"c\") | g)")]
    [InlineData("y ~ I(x - z) + I(x - (z - 1)) + I(x - (z + x))")]
    [InlineData("y ~ I(-(x + z)) + I(-(x - z)^2) + I(-x^2) + I((-x)^2)")]
    [InlineData("y ~ I(x / z / 2) + I(x / (z / 2)) + I(2^-(x)) + I(-(-x))")]
    [InlineData("y ~ I(0.1 * x) + I(1e-300 * x) + I(123456789.123456789 * x) + I(x * 4.9e-324) + I(x + 0.1234567890123456789)")]
    [InlineData("log(y + 10) ~ exp(x) + sqrt(x + 10) + log2(x + 10)")]
    [InlineData("y ~ f:h + offset(x) + offset(2 * z)")]
    [InlineData("y ~ C(h, helmert) + C(f, poly) + C(h, sdif) + (1 | f:g) + (x + z || g/f)")]
    public void A_generated_design_is_the_interpreted_one(string formula) => GeneratedProgram.AssertPairs(GeneratedProgram.Run($$"""
        #pragma warning disable LMM041, LMM042, LMM043, LMM044, LMM070, LMM072
        public enum F { a, b, c }
        [Model({{SymbolDisplay.FormatLiteral(formula, quote: true)}})]
        public record Row(double Y, double X, double Z, F F, [Levels("q", "p", "r")] string H, string G);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 90).Select(i => new Row(Simulation.Next(), Simulation.Next(), Simulation.Next() + 2, (F)(i % 3), "pqr"[i / 3 % 3].ToString(), $"g{i / 9 % 5}")).ToList();
                ModelDesign generated = RowModel.BuildDesign(rows);
                ModelDesign interpreted = Model.Parse(RowModel.Formula, "RowModel").Bind(ModelFrame.From(rows)).BuildDesign();
                yield return (Columns(generated), Columns(interpreted));
            }

            private static string Columns(ModelDesign design) => string.Join("\n",
                new[] { Matrix(design.FixedEffects), string.Join(",", design.Offsets ?? []), string.Join(",", design.Response.ToArray()) }
                    .Concat(design.RandomEffects.Select(term => $"{term.Grouping.Name} {string.Join(",", term.Grouping.LevelNames)} {Matrix(term.Matrix)}")));

            private static string Matrix(ModelMatrix matrix) => string.Join("\n", matrix.Names.Select((name, column) => $"{name}: {string.Join(",", matrix.Column(column).Select(value => value.ToString("R")))}"));
        }
        """));

    // What transforms learn is tested where their classes are; the generator says which.
    [Theory]
    [InlineData("ns(x, df = 3, intercept = TRUE)", "NaturalSplineBasis(new global::Lmm.Formula.Binding.SplineKnots(new global::Lmm.Formula.EquatableArray<double>(), 1, new global::Lmm.Formula.EquatableArray<double>()), true)")]
    [InlineData("ns(x, df = 3)", "NaturalSplineBasis(new global::Lmm.Formula.Binding.SplineKnots(new global::Lmm.Formula.EquatableArray<double>(), 2, new global::Lmm.Formula.EquatableArray<double>()), false)")]
    [InlineData("bs(x, knots = c(2, 1), degree = 2, Boundary.knots = c(0, 3))", "BSplineBasis(2, new global::Lmm.Formula.Binding.SplineKnots(new global::Lmm.Formula.EquatableArray<double>(1.0, 2.0), 0, new global::Lmm.Formula.EquatableArray<double>(0.0, 3.0)), false)")]
    [InlineData("bs(x, df = 5, intercept = TRUE)", "BSplineBasis(3, new global::Lmm.Formula.Binding.SplineKnots(new global::Lmm.Formula.EquatableArray<double>(), 1, new global::Lmm.Formula.EquatableArray<double>()), true)")]
    [InlineData("poly(x, 3)", "PolynomialBasis(3, false)")]
    [InlineData("poly(x, 3, raw = TRUE)", "PolynomialBasis(3, true)")]
    [InlineData("scale(x, center = FALSE)", "ScaledBasis(false, true)")]
    [InlineData("center(x)", "ScaledBasis(true, false)")]
    public void A_transform_is_made_as_the_formula_says(string transform, string made)
        => Assert.Contains(made, GeneratorRun.Of($"[Model(\"y ~ {transform}\")] public record Row(double Y, double X);").OnlySource, StringComparison.Ordinal);
}
