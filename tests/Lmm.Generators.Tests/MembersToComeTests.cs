using Lmm.Generators.Emission;

namespace Lmm.Generators.Tests;

/// <summary>The nouns that are kept for statistics to come: a variable called like one has its alternative name today.</summary>
public class MembersToComeTests
{
    private static readonly string Terms = string.Join(" + ", InheritedMembers.ToCome.Select(NameScope.Camel));

    private static readonly string Source = GeneratorRun.Of($$"""
        [Model("y ~ {{Terms}} + ({{Terms}} | g)")]
        public record Row(double Y, string G, {{string.Join(", ", InheritedMembers.ToCome.Select(static name => $"double {name}"))}});
        """).ShouldBeClean(models: 1).OnlySource;

    public static TheoryData<string> Names => [.. InheritedMembers.ToCome];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_term_has_its_alternative_name_in_every_result(string name)
    {
        foreach (string type in new[] { "Coefficient", "CoefficientSeries", "VarianceComponent", "ConditionalMode" })
        {
            Assert.Contains($"public global::Lmm.{type} {name}Term => ", Source, StringComparison.Ordinal);
            Assert.DoesNotContain($"public global::Lmm.{type} {name} => ", Source, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_grouping_factor_has_its_alternative_name(string name)
    {
        string source = GeneratorRun.Of($$"""
            [Model("y ~ x + (1 | {{NameScope.Camel(name)}})")]
            public record Row(double Y, double X, string {{name}});
            """).ShouldBeClean(models: 1).OnlySource;

        Assert.Contains($"public {name}Effects {name}Term {{ get; }}", source, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_in_order_and_stand_once() => Assert.Equal(InheritedMembers.ToCome.Distinct().Order(StringComparer.Ordinal), InheritedMembers.ToCome);
}
