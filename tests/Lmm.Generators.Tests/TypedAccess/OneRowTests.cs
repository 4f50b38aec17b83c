namespace Lmm.Generators.Tests.TypedAccess;

/// <summary>One row is predicted from its values as it is among rows: to the bit, without a response, and without garbage.</summary>
public class OneRowTests
{
    private const string Rows = """
        #pragma warning disable LMM041, LMM043, LMM070
        public enum Genotype { WT, CSB, XPC }
        public static class Data
        {
            public static double Noise(int i) => Math.Sin(i * 12.9898) * 43758.5453 % 1;
        }

        """;

    // Every kind of term but transforms, which OneRowTests of the runtime predict: interactions, offsets, contrasts, learned numbers, comparisons, random slopes, nesting.
    [Theory]
    [InlineData("y ~ week * genotype + (week | plate)")]
    [InlineData("y ~ log(dose) + I(week^2) + offset(dose) + offset(week) + genotype")]
    [InlineData("y ~ C(genotype, sum) * site + C(batch, helmert) + (0 + genotype | plate)")]
    [InlineData("y ~ relevel(genotype, \"XPC\") * relevel(site, \"south\") + (1 | plate)")]
    [InlineData("y ~ 0 + genotype:site + flag:week + (genotype || plate)")]
    [InlineData("y ~ week + (week | genotype:batch) + (1 | plate/batch)")]
    [InlineData("y ~ week + (1 | plate/batch/flag)")]
    [InlineData("y ~ I(week > 3) + I(site == \"north\"):week + I(week - mean(week)) + I(flag & week > 2)")]
    [InlineData("y ~ factor(dose) + factor(week > 3) + (1 | factor(day))")]
    [InlineData("y ~ 1 + (1 | plate)")]
    [InlineData("y ~ 1")]
    [InlineData("log(y + 40) ~ week + genotype + (dose + week | plate) + (1 | day)")]
    [InlineData("y ~ batch + (batch | plate) + (1 | maybe)")]
    public void A_row_is_predicted_to_the_bit(string formula)
    {
        string arguments = string.Join(", ", new[] { "week", "genotype", "plate", "site", "dose", "batch", "flag", "day", "maybe" }
            .Where(name => System.Text.RegularExpressions.Regex.IsMatch(formula.Replace("\"", "", StringComparison.Ordinal), $@"\b{name}\b"))
            .Select(name => $"{name}: row.{char.ToUpperInvariant(name[0])}{name[1..]}"));
        GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + $$"""
            [Model({{Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(formula, quote: true)}})]
            public record Row(double Y, double Week, Genotype Genotype, string Plate, string Site, float Dose, [Factor] int Batch, bool Flag, DateOnly Day, long? Maybe);

            public static class Test
            {
                public static IEnumerable<(object, object)> Run()
                {
                    var rows = Enumerable.Range(0, 300).Select(i => new Row(
                        i % 7 + 3 * Data.Noise(i % 17 + 1000) + 5 * Data.Noise(i % 5 + 2000) + Data.Noise(i), i % 7 + Data.Noise(i), (Genotype)(i % 3), $"p{i % 17}", i / 3 % 2 == 0 ? "north" : "south",
                        1 + i % 11, i / 2 % 5, i / 4 % 2 == 0, new DateOnly(2020, 1, 1).AddDays(i % 13), i % 19)).ToList();
                    RowFit fit = RowModel.Fit(rows);
                    double[] all = fit.Predict(rows);
                    double[] population = fit.Predict(rows, new PredictionOptions { Target = PredictionTarget.Population });
                    for (int i = 0; i < rows.Count; i++)
                    {
                        Row row = rows[i];
                        yield return (BitConverter.DoubleToInt64Bits(fit.Predict({{arguments}})), BitConverter.DoubleToInt64Bits(all[i]));
                        yield return (BitConverter.DoubleToInt64Bits(fit.Predict({{(arguments.Length == 0 ? "" : arguments + ", ")}}options: new PredictionOptions { Target = PredictionTarget.Population })), BitConverter.DoubleToInt64Bits(population[i]));
                    }
                }
            }
            """));
    }

    [Fact]
    public void A_new_level_is_predicted_or_refused_as_it_is_among_rows() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        [Model("y ~ week * genotype + site + I(week + (site == \"east\")) + (week | plate) + (1 | plate:batch) + (1 | kind)")]
        public record Row(double Y, double Week, Genotype? Genotype, string? Site, string? Plate, int Batch, [Levels("a", "b", "c")] string? Kind);

        public static class Test
        {
            private static string Outcome(Func<double> predict)
            {
                try { return BitConverter.DoubleToInt64Bits(predict()).ToString(); }
                catch (LmmException fault) { return $"{fault.Code}: {fault.Message}"; }
            }

            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 300).Select(i => new Row(
                    i % 7 + 3 * Data.Noise(i % 17 + 1000) + Data.Noise(i), i % 7, (Genotype)(i % 2), "ns"[i / 2 % 2].ToString(), $"p{i % 17}", i % 5, i % 2 == 0 ? "a" : "b")).ToList();
                RowFit fit = RowModel.Fit(rows);
                Row first = rows[0];
                Row[] others =
                [
                    first, first with { Plate = "new" }, first with { Plate = null }, first with { Batch = 77 }, first with { Kind = "c" }, first with { Kind = "z" }, first with { Kind = null },
                    first with { Week = double.NaN }, first with { Week = double.PositiveInfinity }, first with { Genotype = null }, first with { Genotype = Genotype.XPC },
                    first with { Site = "x" }, first with { Site = "east" }, first with { Site = null }, first with { Week = double.NaN, Plate = "new" },
                ];
                PredictionOptions[] all =
                [
                    PredictionOptions.Default, new() { NewLevels = NewLevels.UsePopulation }, new() { Target = PredictionTarget.Population },
                    new() { Target = PredictionTarget.Population, NewLevels = NewLevels.UsePopulation },
                ];
                foreach (PredictionOptions options in all)
                {
                    foreach (Row row in others)
                    {
                        yield return (Outcome(() => fit.Predict(row.Week, row.Genotype, row.Site, row.Plate, row.Batch, row.Kind, options)), Outcome(() => fit.Predict([row], options)[0]));
                    }
                }

                // What only random terms read may be missing where it does not matter.
                yield return (fit.Predict(2, Genotype.CSB, "n", null, null, null, all[2]), fit.Predict([first with { Week = 2, Genotype = Genotype.CSB, Site = "n" }], all[2])[0]);
            }
        }
        """));

    [Fact]
    public void Predicting_a_row_allocates_nothing() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        [Model("y ~ week * genotype + dose + I(week^2) + factor(week > 3) + (week | plate) + (1 | plate:batch) + (1 | day) + (1 | id)")]
        public record Row(double Y, double Week, Genotype Genotype, double Dose, string Plate, int Batch, DateOnly Day, Guid Id);
        [Model("y ~ x + g")]
        public record Line(double Y, double X, string G);

        public static class Test
        {
            private static readonly PredictionOptions New = new() { NewLevels = NewLevels.UsePopulation };

            private static long Allocated(Action predict)
            {
                for (int i = 0; i < 200; i++) predict();
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++) predict();
                return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
            }

            public static IEnumerable<(object, object)> Run()
            {
                Guid[] ids = [.. Enumerable.Range(0, 9).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];
                RowFit fit = RowModel.Fit(Enumerable.Range(0, 400).Select(i => new Row(
                    i % 7 + Data.Noise(i + 5000), i % 7 + Data.Noise(i), (Genotype)(i % 3), 1 + i % 11, $"p{i % 17}", i % 5, new DateOnly(2020, 1, 1).AddDays(i % 13), ids[i % 9])));
                DateOnly day = new(2020, 1, 2);
                double sum = 0;
                yield return (Allocated(() => sum += fit.Predict(1.5, Genotype.CSB, 3, "p1", 1, day, ids[3], New)), 0L);
                yield return (Allocated(() => sum += fit.Predict(1.5, Genotype.CSB, 3, "new", 1, day, default(Guid), New)), 0L);

                LineFit line = LineModel.Fit(Enumerable.Range(0, 60).Select(i => new Line(Data.Noise(i), i, "ab"[i % 2].ToString())));
                yield return (Allocated(() => sum += line.Predict(x: 1.5, g: "b")), 0L);
                yield return (double.IsNaN(sum), false);
            }
        }
        """));

    [Fact]
    public void One_fit_predicts_on_many_threads_at_once() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        [Model("y ~ week * genotype + (week | plate)")]
        public record Row(double Y, double Week, Genotype Genotype, string Plate);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 2000).Select(i => new Row(i % 7 + Data.Noise(i + 5000), i % 7 + Data.Noise(i), (Genotype)(i % 3), $"p{i % 17}")).ToList();
                RowFit fit = RowModel.Fit(rows);
                double[] expected = fit.Predict(rows);
                var wrong = new System.Collections.Concurrent.ConcurrentBag<int>();
                System.Threading.Tasks.Parallel.For(0, rows.Count, i =>
                {
                    if (fit.Predict(rows[i].Week, rows[i].Genotype, rows[i].Plate) != expected[i]) wrong.Add(i);
                });
                yield return (wrong.Count, 0);
            }
        }
        """));

    [Fact]
    public void Parameters_have_the_names_of_variables_whatever_these_are() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM043
        [Model("y ~ class + options + prediction + `the x` + `the-x` + weeks + `1st` + number:word + (1 | string)")]
        public record Row(double Y, double @class, double Options, double Prediction, [Variable("the x")] double A, [Variable("the-x")] double B, double Weeks, [Variable("1st")] double First, decimal Number, char Word, string @string);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 100).Select(_ => new Row(
                    Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), (decimal)Simulation.Next(), Simulation.Next() > 0 ? 'a' : 'b', $"s{(int)(10 * Simulation.Next())}")).ToList();
                RowFit fit = RowModel.Fit(rows);
                Row row = rows[7];
                yield return (fit.Predict(@class: row.@class, optionsValue: row.Options, predictionValue: row.Prediction, theX: row.A, theXValue: row.B, weeks: row.Weeks, _1st: row.First, number: row.Number, word: row.Word, @string: row.@string), fit.Predict([row])[0]);
            }
        }
        """));
}
