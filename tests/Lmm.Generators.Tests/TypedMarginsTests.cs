namespace Lmm.Generators.Tests;

/// <summary>Marginal means and slopes with members for factors and covariates: what they give is what names give, and a wrong name does not compile.</summary>
public class TypedMarginsTests
{
    private const string Model = """

        public enum Genotype { WT, CSB, XPC, Rare }
        [Model("values ~ I(week^2) + week * genotype + method + factor(batch) + plate / well + (1 | person)")]
        public record Row(double Values, double Week, Genotype Genotype, bool Method, int Batch, [property: Factor] int Plate, string Well, string Person);
        """;

    [Fact]
    public void Members_are_the_means_and_slopes_that_names_give() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Model + """

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var effects = Enumerable.Range(0, 20).Select(_ => 2 * Simulation.Next()).ToArray();
                var rows = Enumerable.Range(0, 480).Select(i => new Row(
                    i % 7 * 0.3 + effects[i % 20] + Simulation.Next(), i % 7, (Genotype)(i % 3), i % 11 == 0, i % 4, 10 * (i / 5 % 2 + 1), $"w{i / 5 % 2}{i / 10 % 2}", $"p{i % 20:00}")).ToList();
                RowFit fit = RowModel.Fit(rows);
                MarginalMeans plain = ((LinearMixedModelFit)fit).MarginalMeans;
                MarginalSlopes slopes = ((LinearMixedModelFit)fit).Slopes;
                RowFit.MeansByFactor means = fit.MarginalMeans;
                yield return (means.Genotype.ToString(), plain.Of("genotype").ToString());
                yield return (means.Genotype[Genotype.XPC].Estimate, plain.Of("genotype")["XPC"].Estimate);
                yield return (means.Genotype[Genotype.Rare].NotEstimable!, "no fitted row has genotype Rare");
                yield return (means.MethodFactor[true].Estimate, plain.Of("method")["TRUE"].Estimate);
                yield return (means.Plate[20].Estimate, plain.Of("plate")["20"].Estimate);
                yield return (means.Batch["3"].Estimate, plain.Of("batch")["3"].Estimate);
                yield return (means.ByMethod.Genotype.Pairs().ToString(), plain.Of(["genotype"], ["method"]).Pairs().ToString());
                yield return (means.At(week: 1.5).Genotype.ToString(), plain.At("week", 1.5).Of("genotype").ToString());
                yield return (means.Weighted(MeansWeighting.Proportional).AtLevel(0.9).With(DegreesOfFreedomMethod.KenwardRoger).Genotype.ToString(),
                    plain.Weighted(MeansWeighting.Proportional).AtLevel(0.9).With(DegreesOfFreedomMethod.KenwardRoger).Of("genotype").ToString());
                yield return (means.Well.By.Single(), "plate");
                yield return (fit.Slopes.Week.ToString(), slopes.Of("week").ToString());
                yield return (fit.Slopes.ByGenotype.At(week: 3).Week.ToString(), slopes.At("week", 3).Of("week", [], ["genotype"]).ToString());
            }
        }
        """));

    [Theory]
    [InlineData("fit.MarginalMeans.Genotpe", "CS1061")]
    [InlineData("fit.MarginalMeans.Person", "CS1061")]
    [InlineData("fit.MarginalMeans.Week", "CS1061")]
    [InlineData("fit.MarginalMeans.Genotype[Genotype.CBS]", "CS0117")]
    [InlineData("fit.MarginalMeans.At(weak: 1)", "CS1739")]
    [InlineData("fit.Slopes.Genotype", "CS1061")]
    public void A_wrong_name_does_not_compile(string code, string error)
        => Assert.Contains(GeneratorRun.MessagesOfUse(Model, code), message => message.Contains(error, StringComparison.Ordinal));
}
