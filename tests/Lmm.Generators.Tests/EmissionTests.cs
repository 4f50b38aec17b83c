using Lmm.Generators.Tests.Golden;

namespace Lmm.Generators.Tests;

public class EmissionTests
{
    [Fact]
    public void Random_slope_with_an_enum_factor() => GoldenFile.Verify(GeneratorRun.Of("""
        namespace Study;
        public enum Genotype { WT, CSB }
        [Model("values ~ week * genotype + (week | probesets)")]
        public record Expression(double Values, double Week, Genotype Genotype, string Probesets);
        """).ShouldBeClean(models: 1).OnlySource);
}
