namespace Lmm.Generators.Tests;

/// <summary>Generated code run: what rows hold arrives in the design, and typed members give what their names say.</summary>
public class EndToEndTests
{
    [Fact]
    public void Typed_members_of_a_mixed_model_are_the_named_ones() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM043
        public enum Genotype { WT, CSB, XPC }
        [Model("values ~ week * genotype + flag:site + log(dose) + I(dose^2) + (week + genotype | plate) + (0 + dose | plate) + (1 | genotype:batch)")]
        public record Row(double Values, double Week, Genotype Genotype, bool Flag, string Site, double Dose, string Plate, int Batch);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var effects = Enumerable.Range(0, 400).Select(_ => 2 * Simulation.Next()).ToArray();
                var rows = Enumerable.Range(0, 800).Select(i => new Row(
                    i % 7 * 0.3 + effects[i % 20] + effects[20 + i % 3 * 8 + i % 8] + effects[60 + i % 20] * (i % 7) + effects[90 + i % 20 * 3 + i % 3] + effects[200 + i % 20] * (0.5 + i % 11) + Simulation.Next(),
                    i % 7, (Genotype)(i % 3), i / 5 % 2 == 0, i / 10 % 2 == 0 ? "north" : "south", 0.5 + i % 11, $"p{i % 20:00}", i % 8)).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (fit.Intercept, fit.Coefficients["(Intercept)"]);
                yield return (fit.Week, fit.Coefficients["week"]);
                yield return (fit.LogDose, fit.Coefficients["log(dose)"]);
                yield return (fit.IDose2, fit.Coefficients["I(dose^2)"]);
                yield return (fit.Genotype[Genotype.CSB], fit.Coefficients["genotypeCSB"]);
                yield return (fit.WeekByGenotype[Genotype.XPC], fit.Coefficients["week:genotypeXPC"]);
                yield return (fit.FlagBySite[true, "north"], fit.Coefficients["flagTRUE:sitenorth"]);
                RandomEffects plate = fit.RandomEffects("plate");
                yield return (fit.Plate.Intercept, plate.VarianceComponent("(Intercept)"));
                yield return (fit.Plate.Week, plate.VarianceComponent("week"));
                yield return (fit.Plate.Genotype[Genotype.CSB], plate.VarianceComponent("genotypeCSB"));
                yield return (fit.Plate.Dose, plate.VarianceComponent("dose"));
                yield return (fit.Plate.Week.Correlation(fit.Plate.Intercept), plate.Correlation("week", "(Intercept)"));
                yield return (fit.Plate["p07"].Week, plate.Modes("p07")["week"]);
                yield return (fit.Plate["p07"].Genotype[Genotype.XPC], plate.Modes("p07")["genotypeXPC"]);
                yield return (fit.GenotypeByBatch[Genotype.CSB, 3].Intercept, fit.RandomEffects("genotype:batch").Modes("CSB:3")["(Intercept)"]);
                yield return (fit.Formula, RowModel.Formula);
                yield return (fit.ModelName, "RowModel");
            }
        }
        """));

    // Extension methods stand beside members of their names.
    [Fact]
    public void A_variable_called_like_a_review_has_its_member_and_leaves_the_review_alone() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        [Model("y ~ review + (1 | g)")]
        public record Row(double Y, double Review, string G);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var effects = Enumerable.Range(0, 20).Select(_ => 2 * Simulation.Next()).ToArray();
                RowFit fit = RowModel.Fit(Enumerable.Range(0, 200).Select(i => new Row(effects[i % 20] + Simulation.Next(), Simulation.Next(), $"g{i % 20:00}")).ToList());
                yield return (fit.Review, fit.Coefficients["review"]);
                yield return (fit.Review().Fit, fit);
            }
        }
        """));

    [Fact]
    public void Typed_members_of_a_linear_model_are_the_named_ones() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E : long { One, Two, Deux = Two, Three = -5 }
        [Model("y ~ a + b:c:d + e + `the x`", Weights = "w", Name = "Straight")]
        public record struct Row(double Y, [Levels("Three", "Two", "One")] E A, E B, [Factor] int C, bool D, char E, [Variable("the x")] decimal? X, float W);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 500).Select(i => new Row(
                    Simulation.Next(), i % 3 == 2 ? E.Three : (E)(i % 3), i / 3 % 3 == 2 ? E.Three : (E)(i / 3 % 3), -3 + i % 4, i % 5 == 0, "xyz"[i % 7 % 3], (decimal)Simulation.Next(), 1 + i % 2)).ToList();
                StraightFit fit = Straight.Fit(rows);
                yield return (fit.A[E.Two], fit.Coefficients["aTwo"]);
                yield return (fit.A[E.Deux], fit.Coefficients["aTwo"]);
                yield return (fit.A[E.One], fit.Coefficients["aOne"]);
                yield return (fit.BByCByD[E.Deux, -2, true], fit.Coefficients["bTwo:c-2:dTRUE"]);
                yield return (fit.E['y'], fit.Coefficients["ey"]);
                yield return (fit.TheX, fit.Coefficients.Single(coefficient => coefficient.Name.Contains("the x")));
                yield return (fit.Weights!.Max(), 2.0);
            }
        }
        """));

    [Fact]
    public void Values_of_every_type_arrive_in_the_design() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two, Deux = Two }
        [Model("y ~ a + b + c + (1 | d) + (1 | e) + (1 | f) + (1 | g:h)")]
        public record Row(int? Y, E? A, bool? B, [Levels("z", "x")] string? C, Guid? D, DateOnly E, char? F, [Levels("1", "0")] byte? G, long H);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                Guid low = Guid.Parse("00000000-0000-0000-0000-000000000001"), high = Guid.Parse("f0000000-0000-0000-0000-000000000001");
                DateOnly early = new(2021, 2, 3), late = new(2022, 1, 1);
                Row First() => new(3, E.Two, true, "x", high, late, 'b', 0, 10);
                Row Second() => new(-4, E.One, false, "z", low, early, 'a', 1, 9);
                var rows = new List<Row>
                {
                    First(), Second(), First() with { A = null }, First() with { B = null }, First() with { C = null },
                    First() with { D = null }, First() with { F = null }, First() with { G = null }, First() with { Y = null },
                    First() with { D = low }, Second() with { E = late }, First() with { F = 'a' }, Second() with { G = 0, H = 10 },
                    First(), Second(), First(), Second(), First(), Second(),
                };
                ModelDesign design = RowModel.BuildDesign(rows);
                CompleteCases frame = design.Rows;
                yield return (frame.DroppedRowCount, 7);
                yield return (frame.RowCount, 12);
                yield return (string.Join(",", design.FixedEffects.Names), "(Intercept),aTwo,bTRUE,cx");
                yield return (string.Join(",", frame.Numeric("y").ToArray().Take(3)), "3,-4,3");
                yield return ($"{frame.Factor("a").Code(0)},{frame.Factor("a").Code(1)}", "1,0");
                yield return ($"{frame.Factor("b").Code(0)},{frame.Factor("b").Code(1)}", "1,0");
                yield return (string.Join(",", frame.Factor("c").LevelNames), "z,x");
                yield return ($"{frame.Factor("c").Code(0)},{frame.Factor("c").Code(1)}", "1,0");
                yield return (string.Join(",", frame.Factor("d").LevelNames), $"{low},{high}");
                yield return (string.Join(",", frame.Factor("e").LevelNames), "2021-02-03,2022-01-01");
                yield return (string.Join(",", frame.Factor("f").LevelNames), "a,b");
                yield return (string.Join(",", frame.Factor("g").LevelNames), "1,0");
                yield return ($"{frame.Factor("g").Code(0)},{frame.Factor("g").Code(1)}", "1,0");
                yield return (string.Join(",", frame.Factor("h").LevelNames), "9,10");
                yield return (string.Join(",", design.RandomEffects.Select(term => term.Grouping.Name)), string.Join(",", design.RandomEffects.Select(term => term.Grouping.Name).Order()));
            }
        }
        """));

    [Fact]
    public void Rows_that_cannot_be_read_are_errors_that_name_the_row() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two }
        [Model("y ~ e + c + (1 | g)")]
        public record Row(double Y, E E, [Levels("1", "2")] int C, string G);

        public static class Test
        {
            private static string Message(params Row[] rows)
            {
                var good = Enumerable.Range(0, 20).Select(i => new Row(i % 7, (E)(i % 2), 1 + i / 2 % 2, $"g{i % 4}"));
                try { RowModel.BuildDesign(good.Concat(rows)); return "none"; }
                catch (ModelException exception) { return exception.Message; }
            }

            private static bool Says(string message, params string[] parts) => parts.All(message.Contains) ? true : throw new Exception(message);

            public static IEnumerable<(object, object)> Run()
            {
                yield return (Message(), "none");
                yield return (Says(Message([null!]), "RowModel", "row 21"), true);
                yield return (Says(Message(new Row(1, (E)7, 1, "a")), "RowModel", "row 21", "7"), true);
                yield return (Says(Message(new Row(1, E.One, 1, "a"), new Row(1, E.One, 3, "a")), "RowModel", "row 22", "3"), true);
                yield return (Says(Message(new Row(double.PositiveInfinity, E.One, 1, "a")), "RowModel", "row 21"), true);

                using var cancelled = new System.Threading.CancellationTokenSource();
                cancelled.Cancel();
                bool stopped = false;
                try { RowModel.Fit([new Row(1, E.One, 1, "a")], cancellationToken: cancelled.Token); } catch (OperationCanceledException) { stopped = true; }
                yield return (stopped, true);

                IEnumerable<Row> Endless() { while (true) yield return new Row(1, E.One, 1, "a"); }
                using var soon = new System.Threading.CancellationTokenSource(20);
                bool ended = false;
                try { RowModel.BuildDesign(Endless(), cancellationToken: soon.Token); } catch (OperationCanceledException) { ended = true; }
                yield return (ended, true);
            }
        }
        """));

    [Fact]
    public void A_level_that_no_row_has_is_an_error_that_says_why() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two, Three }
        [Model("y ~ e + s")]
        public record Row(double Y, E E, string S);

        public static class Test
        {
            private static bool Says(Func<object> read, params string[] parts)
            {
                try { read(); }
                catch (ModelException exception) { return parts.All(exception.Message.Contains) ? true : throw new Exception(exception.Message); }
                return false;
            }

            public static IEnumerable<(object, object)> Run()
            {
                RowFit fit = RowModel.Fit(Enumerable.Range(0, 20).Select(i => new Row(Simulation.Next(), (E)(i % 2), "ab"[i / 2 % 2].ToString())));
                yield return (Says(() => fit.S["c"], "RowModel: the term s has no column sc", "no fitted row has the level 'c' of s (they have a, b)", "'sb'"), true);
                yield return (fit.S["b"], fit.Coefficients["sb"]);
            }
        }
        """));

    [Fact]
    public void A_row_type_of_another_kind_of_declaration_fits_alike() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        [Model("y ~ x + (1 | g)")] public record Row(double Y, double X, string G) : IRow;
        public interface IRow { double Y { get; } double X { get; } string G { get; } }
        [Model<IRow>("y ~ x + (1 | g)")] public static partial class ByInterface;
        public partial class Outer { [Model("y ~ x + (1 | g)")] public readonly record struct Inner(double Y, double X, string G); }

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 60).Select(i => new Row(i % 6 * 0.7 + Simulation.Next(), Simulation.Next(), $"g{i % 6}")).ToList();
                RowFit fit = RowModel.Fit(rows);
                ByInterfaceFit other = ByInterface.Fit(rows);
                Outer.InnerFit inner = Outer.InnerModel.Fit(rows.Select(row => new Outer.Inner(row.Y, row.X, row.G)));
                yield return (other.LogLikelihood, fit.LogLikelihood);
                yield return (inner.LogLikelihood, fit.LogLikelihood);
                yield return (inner.X, fit.X);
                yield return (other.G["g3"].Intercept, fit.G["g3"].Intercept);
            }
        }
        """));
}
