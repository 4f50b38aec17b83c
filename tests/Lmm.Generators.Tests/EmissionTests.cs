using Lmm.Tests.Shared;

namespace Lmm.Generators.Tests;

public class EmissionTests
{
    [Fact]
    public void Random_slope_with_an_enum_factor() => GoldenFile.Verify(GeneratorRun.Of("""
        namespace Study;
        public enum Genotype { WT, CSB }
        [Model("values ~ week * genotype + (week | probesets)")]
        public record Expression(double Values, double Week, Genotype Genotype, string Probesets);
        """).ShouldBeClean(models: 1).OnlyText);

    [Fact]
    public void Linear_model_with_computed_columns_weights_and_offset() => GoldenFile.Verify(GeneratorRun.Of("""
        [Model("log(yield) ~ site * I(rate^2) + treated + offset(2 * base)", Name = "Harvest", Weights = "area")]
        internal struct Plot
        {
            public float Yield { get; set; }
            [Levels("south", "north")] public string? Site { get; set; }
            public int? Rate { get; set; }
            public bool Treated { get; set; }
            public decimal Base { get; set; }
            public double Area { get; set; }
        }
        """).ShouldBeClean(models: 1).OnlyText);

    [Theory]
    [InlineData("poly(x, 2)", "PerLevel<int, global::Lmm.Coefficient> PolyX2 => base.MemberOf<int>(1, static () => new(\"poly(x, 2)\"")]
    [InlineData("ns(x, df = 3)", "PerLevel<int, global::Lmm.Coefficient> NsXDf3 => base.MemberOf<int>(1, static () => new(\"ns(x, df = 3)\"")]
    [InlineData("scale(x)", "global::Lmm.Coefficient ScaleX => ")]
    public void A_transform_of_several_columns_has_a_value_for_each(string transform, string member)
        => Assert.Contains(member, GeneratorRun.Of($"[Model(\"y ~ {transform}\")] public record Row(double Y, double X);").ShouldBeClean(models: 1).OnlySource, StringComparison.Ordinal);

    [Fact]
    public void Class_of_a_model_with_nested_grouping_factors() => GoldenFile.Verify(GeneratorRun.Of("""
        #pragma warning disable LMM070
        namespace Kitchen
        {
            public enum Recipe { A, B, @class }
            public record Cake(double Angle, double Temperature, Recipe Recipe, [Factor] int Replicate);
        }

        public partial class Study
        {
            [Model<Kitchen.Cake>("angle ~ temperature + (temperature || recipe) + (1 | replicate/recipe)")]
            public static partial class CakeModel;
        }
        """).ShouldBeClean(models: 1).OnlyText);
}
