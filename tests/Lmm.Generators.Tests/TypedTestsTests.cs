namespace Lmm.Generators.Tests;

/// <summary>Tests of fixed effects with a member for each term: what they give is what names give, and a wrong name does not compile.</summary>
public class TypedTestsTests
{
    private const string Model = """

        public enum Genotype { WT, CSB, XPC }
        [Model("values ~ week * genotype + notes + type + (1 | plate)")]
        public record Row(double Values, double Week, Genotype Genotype, double Notes, bool Type, string Plate);
        """;

    [Fact]
    public void Members_are_the_tests_and_functions_of_their_terms() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Model + """

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var effects = Enumerable.Range(0, 20).Select(_ => 2 * Simulation.Next()).ToArray();
                var rows = Enumerable.Range(0, 400).Select(i => new Row(
                    i % 7 * 0.3 + effects[i % 20] + Simulation.Next(), i % 7, (Genotype)(i % 3), Simulation.Next(), i % 11 == 0, $"p{i % 20:00}")).ToList();
                RowFit fit = RowModel.Fit(rows);
                FixedEffectsTests plain = ((LinearMixedModelFit)fit).Tests;
                RowFit.TestsByTerm tests = fit.Tests;
                foreach (AnovaType type in Enum.GetValues<AnovaType>())
                {
                    RowFit.AnovaByTerm table = tests.Anova(type);
                    yield return (table.ToString(), plain.Anova(type).ToString());
                    yield return (table.Week.F, plain.Anova(type)["week"].F);
                    yield return (table.Genotype.PValue!, plain.Anova(type)["genotype"].PValue!);
                    yield return (table.WeekByGenotype.SumOfSquares, plain.Anova(type)["week:genotype"].SumOfSquares);
                    yield return (table.NotesTerm.F, plain.Anova(type)["notes"].F);
                    yield return (table.TypeTerm.F, plain.Anova(type)["type"].F);
                    yield return (table.Type, type);
                }

                yield return (tests.With(DegreesOfFreedomMethod.KenwardRoger).Anova().Week.F, plain.With(DegreesOfFreedomMethod.KenwardRoger).Anova()["week"].F);
                HypothesisTests typed = tests.Hypotheses(b => b.Week - 0.5, b => b.Genotype[Genotype.CSB] - b.Genotype[Genotype.XPC] / 2, b => -(2 * b.WeekByGenotype[Genotype.CSB]) + 1);
                HypothesisTests named = plain.Hypotheses(plain.Functions["week"] - 0.5, plain.Functions["genotypeCSB"] - 0.5 * plain.Functions["genotypeXPC"], 1 - plain.Functions["week:genotypeCSB"] * 2);
                yield return (typed.ToString(), named.ToString());
                yield return (typed.Rows[0].Name, "week = 0.5");
                yield return (typed.Rows[1].Name, "genotypeCSB - 0.5 genotypeXPC = 0");
                yield return (typed.Rows[2].Name, "-2 `week:genotypeCSB` = -1");
                double[,] matrix = new double[1, fit.Coefficients.Count];
                matrix[0, 1] = 1;
                yield return (typed.Rows[0].PValue!, plain.Hypotheses(Matrix.Of(matrix), [0.5]).Rows[0].PValue!);
                yield return (tests.Functions.Type["TRUE"].ToString(), "typeTRUE = 0");
                yield return (tests.Functions.Intercept.ToString(), "`(Intercept)` = 0");
            }
        }
        """.Replace("Type[\"TRUE\"]", "Type[true]", StringComparison.Ordinal)));

    [Theory]
    [InlineData("fit.Tests.Anova().Wek", "CS1061")]
    [InlineData("fit.Tests.Hypotheses(b => b.Wek)", "CS1061")]
    [InlineData("fit.Tests.Hypotheses(b => b.Genotype[Genotype.CBS])", "CS0117")]
    [InlineData("fit.Tests.Hypotheses(b => b.Genotype)", "CS0029")]
    public void A_wrong_name_does_not_compile(string code, string error)
        => Assert.Contains(GeneratorRun.MessagesOfUse(Model, code), message => message.Contains(error, StringComparison.Ordinal));

    [Fact]
    public void Members_written_by_hand_come_first()
        => Assert.Empty(GeneratorRun.Of(Model, """
            public partial class RowFit
            {
                public new string Tests => "by hand";
                public sealed class TestsByTerm;
            }

            public static class Use
            {
                public static string Of(RowFit fit) => fit.Tests;
            }
            """).CompilerMessages);

    [Fact]
    public void Functions_of_another_model_are_refused() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""

        [Model("y ~ a + b", Name = "Wide")]
        [Model("y ~ a", Name = "Narrow")]
        public record Row(double Y, double A, double B);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 40).Select(i => new Row(Simulation.Next(), Simulation.Next(), i % 7)).ToList();
                WideFit wide = Wide.Fit(rows);
                NarrowFit narrow = Narrow.Fit(rows);
                yield return (Message(() => wide.Tests.Hypotheses(b => narrow.Tests.Functions.A)), "The function a = 0 is of the model Narrow, not of Wide.");
                yield return (Message(() => wide.Tests.Hypotheses(b => b.A - narrow.Tests.Functions.A)), "The functions a = 0 and a = 0 are of different models, Wide and Narrow.");
                yield return (Message(() => wide.Tests.Hypotheses(b => b.A / 0.0)), "A hypothesis has a coefficient or a value that is infinite or no number.");
            }

            private static string Message(Action test)
            {
                try
                {
                    test();
                    return "";
                }
                catch (ArgumentException fault)
                {
                    return fault.Message;
                }
            }
        }
        """));
}
