using Lmm.Formula.Binding;
using Lmm.Formula.Comparison;
using Lmm.Formula.Tests.Diagnostics;

namespace Lmm.Formula.Tests.Comparison;

public class Models_nest
{
    [Theory]
    [InlineData("rt ~ age", "rt ~ age + days")]
    [InlineData("rt ~ 1", "rt ~ age")]
    [InlineData("rt ~ 1", "rt ~ 0 + genotype")]
    [InlineData("rt ~ genotype + age", "rt ~ genotype * age")]
    [InlineData("rt ~ genotype", "rt ~ 0 + genotype:passed")]
    [InlineData("rt ~ genotype + passed", "rt ~ genotype/passed")]
    [InlineData("rt ~ age:genotype", "rt ~ age * genotype")]
    [InlineData("rt ~ I(age - 50)", "rt ~ age + days")]
    [InlineData("rt ~ I((age - 50)^2)", "rt ~ age + I(age^2)")]
    [InlineData("rt ~ log10(age)", "rt ~ log(age) + days")]
    [InlineData("rt ~ I(age %% 2)", "rt ~ I(age %% 2) + age")]
    [InlineData("rt ~ I(age - mean(age))", "rt ~ I(age - mean(age)) + days")]
    [InlineData("rt ~ I(age + log2(weight))", "rt ~ I(age + 1.4426950408889634 * log(weight)) + days")]
    [InlineData("rt ~ I(age - days) + I(days - weight)", "rt ~ I(age - weight) + I(age + days - 2 * weight) + passed")]
    [InlineData("rt ~ age", "rt ~ age + (1 | subject)")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + (age | subject)")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + (age || subject)")]
    [InlineData("rt ~ age + (age || subject)", "rt ~ age + (age | subject)")]
    [InlineData("rt ~ age + (1 | subject) + (0 + age | subject)", "rt ~ age + (age | subject)")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + (1 | subject/item)")]
    [InlineData("rt ~ age + (1 | item:subject)", "rt ~ age + (1 | subject:item) + (1 | item)")]
    [InlineData("rt ~ genotype + (1 | subject)", "rt ~ genotype + (0 + genotype | subject)")]
    [InlineData("rt ~ genotype + (1 | subject) + (1 | subject:genotype)", "rt ~ genotype + (genotype | subject)")]
    [InlineData("Rt ~ AGE", "rt ~ age + days")]
    [InlineData("rt ~ age", "rt ~ poly(age, 2)")]
    [InlineData("rt ~ poly(age, 2)", "rt ~ poly(age, 3, raw = TRUE)")]
    [InlineData("rt ~ scale(age)", "rt ~ age + days")]
    [InlineData("rt ~ genotype", "rt ~ age + C(genotype, sum)")]
    [InlineData("rt ~ age", "rt ~ factor(age)")]
    [InlineData("rt ~ age + I(age^2) + log(days)", "rt ~ 0 + factor(age):factor(days)")]
    [InlineData("rt ~ poly(days, 3) + I(days > 2)", "rt ~ age + factor(days)")]
    [InlineData("rt ~ I(subject == \"a\" & passed)", "rt ~ subject * passed")]
    [InlineData("rt ~ age + (1 | factor(age + days))", "rt ~ age + (1 | factor(days + age)) + (1 | subject)")]
    [InlineData("rt ~ days + (days | subject)", "rt ~ days + (factor(days) | subject)")]
    public void The_reduced_model_lies_in_the_full_one(string reduced, string full)
    {
        ModelNesting nesting = Of(reduced, full);

        Assert.Empty(nesting.Missing);
        Assert.NotEmpty(nesting.Added);
        Assert.True(nesting.HaveSameResponse);
        Assert.False(nesting.AreEqual);

        // The other way round what was added is missing.
        Assert.Equal(nesting.Added, Of(full, reduced).Missing);
    }

    [Theory]
    [InlineData("rt ~ age", "rt ~ days", "age")]
    [InlineData("rt ~ age", "rt ~ 0 + age + days", "1")]
    [InlineData("rt ~ age * genotype", "rt ~ age + genotype + days", "age:genotype")]
    [InlineData("rt ~ I(age^2)", "rt ~ age + days", "I(age^2)")]
    [InlineData("rt ~ exp(age)", "rt ~ age + days", "exp(age)")]
    [InlineData("rt ~ I(age - days)", "rt ~ I(age + days) + weight", "I(age - days)")]
    [InlineData("rt ~ I(age / 0)", "rt ~ age + days", "I(age/0)")]
    [InlineData("rt ~ genotype + (genotype | subject)", "rt ~ genotype + (0 + genotype || subject) + (1 | subject)", "(1 + genotype | subject)")]
    [InlineData("rt ~ genotype", "rt ~ age:genotype + days", "genotype")]
    [InlineData("rt ~ I(1e6 + 0.001 * age)", "rt ~ days", "I(1e+06 + 0.001 * age)")]
    [InlineData("rt ~ I(age * days)", "rt ~ factor(age) + factor(days)", "I(age * days)")]
    [InlineData("rt ~ age", "rt ~ factor(age > 3) + days", "age")]
    [InlineData("rt ~ age + (1 | factor(age + days))", "rt ~ age + (1 | factor(days))", "(1 | factor(age + days))")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + (1 | item)", "(1 | subject)")]
    [InlineData("rt ~ age + (age | subject)", "rt ~ age + (age || subject) + (1 | item)", "(1 + age | subject)")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + (0 + age | subject)", "(1 | subject)")]
    [InlineData("rt ~ age + (1 | subject)", "rt ~ age + days", "(1 | subject)")]
    [InlineData("rt ~ genotype + (1 | subject)", "rt ~ genotype + (0 + genotype || subject)", "(1 | subject)")]
    [InlineData("rt ~ age + (1 | subject:item)", "rt ~ age + (age || subject)", "(1 | subject:item)")]
    [InlineData("rt ~ age + (age || subject:item)", "rt ~ age + (age || subject)", "(1 + age || subject:item)")]
    [InlineData("rt ~ age + (age || subject)", "rt ~ age + (age || subject:item) + (1 | item)", "(1 + age || subject)")]
    [InlineData("rt ~ genotype + (0 + genotype || subject:item)", "rt ~ genotype + (0 + genotype || subject)", "(0 + genotype || subject:item)")]
    [InlineData("rt ~ days + (1 | subject:days)", "rt ~ days + (days | subject)", "(1 | subject:days)")]
    public void What_the_full_model_lacks_is_named(string reduced, string full, string missing)
        => Assert.Equal([missing], Of(reduced, full).Missing);

    [Theory]
    [InlineData("rt ~ age * genotype", "rt ~ age + genotype + genotype:age")]
    [InlineData("rt ~ genotype", "rt ~ 0 + genotype")]
    [InlineData("rt ~ age + (age || subject)", "rt ~ I(age + 1) + (1 | subject) + (0 + age | subject)")]
    public void Spellings_of_one_model_are_equal(string left, string right)
        => Assert.True(Of(left, right).AreEqual);

    [Theory]
    [InlineData("rt ~ bs(age, df = 4)", "rt ~ bs(age, df = 5) + days")]
    [InlineData("rt ~ age", "rt ~ ns(age, df = 3)")]
    public void What_depends_on_the_data_is_not_called_missing(string reduced, string full)
    {
        Assert.Empty(Of(reduced, full).Missing);
        Assert.False(Of(reduced, full).AreEqual);
    }

    [Theory]
    [InlineData("rt ~ age", "log(rt) ~ age + days", false)]
    [InlineData("rt ~ age", "rt ~ age + days + offset(dose)", false)]
    [InlineData("rt ~ age + offset(Dose)", "rt ~ age + days + offset(Dose)", true)]
    [InlineData("I(rt) ~ age", "rt ~ age + days", true)]
    public void Responses_are_compared_with_their_offsets(string reduced, string full, bool same)
        => Assert.Equal(same, Of(reduced.Replace("dose", "Dose", StringComparison.Ordinal), full.Replace("dose", "Dose", StringComparison.Ordinal)).HaveSameResponse);

    private static ModelNesting Of(string reduced, string full) => ModelNesting.Of(Bind(reduced), Bind(full));

    private static ModelSpec Bind(string formula) => ModelBinder.Bind(formula, Trial.Variables).Spec!;
}
