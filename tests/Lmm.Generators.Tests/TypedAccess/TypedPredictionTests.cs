namespace Lmm.Generators.Tests.TypedAccess;

/// <summary>Predictions with errors of typed rows, and of one row by its values, are those of the rows' design.</summary>
public class TypedPredictionTests
{
    private const string Rows = """
        public enum Genotype { WT, CSB }
        [Model("y ~ week * genotype + (week | plate)")]
        [Model("y ~ week", Name = "LineModel")]
        [Model("y ~ 1", Name = "MeanModel")]
        [Model("y ~ 1 + (1 | plate)", Name = "PlateModel")]
        public record Row(double Y, double Week, Genotype Genotype, string Plate);

        public static class Data
        {
            public static readonly List<Row> Rows = Enumerable.Range(0, 200).Select(i => new Row(i % 7 + 3 * Noise(i % 17 + 1000) + Noise(i), i % 7 + Noise(i + 500), (Genotype)(i % 2), $"p{i % 17}")).ToList();
            private static double Noise(int i) => Math.Sin(i * 12.9898) * 43758.5453 % 1;
        }

        """;

    [Fact]
    public void Rows_and_single_rows_have_the_numbers_of_their_design() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                RowFit fit = RowModel.Fit(Data.Rows);
                Row first = Data.Rows[0];
                Row[] rows = [first, first with { Plate = "new" }, first with { Plate = null! }, first with { Week = double.NaN }, first with { Genotype = Genotype.CSB, Week = 9 }];
                PredictionIntervalOptions[] all =
                [
                    new() { NewLevels = NewLevels.UsePopulation, Uncertainty = PredictionUncertainty.Prediction },
                    new() { Target = PredictionTarget.Population, Level = 0.9 },
                ];
                foreach (PredictionIntervalOptions options in all)
                {
                    PredictionTable expected = PredictionIntervals.Predictions(fit, RowModel.BuildDesign(rows, fit), options);
                    PredictionTable table = fit.Predictions(rows, options);
                    yield return (string.Join("\n", table.Notes), string.Join("\n", expected.Notes));
                    for (int i = 0; i < rows.Length; i++)
                    {
                        yield return (table[i], expected[i]);
                        yield return (fit.Predictions(week: rows[i].Week, genotype: rows[i].Genotype, plate: rows[i].Plate, options: options).Single(), expected[i]);
                    }
                }

                yield return (fit.Predictions(2, Genotype.WT, "p1")[0].Prediction, fit.Predict(2, Genotype.WT, "p1"));
                yield return (fit.Predictions(2, Genotype.WT, null, all[1])[0].Prediction, fit.Predict(2, Genotype.WT, null, new PredictionOptions { Target = PredictionTarget.Population }));
            }
        }
        """));

    [Fact]
    public void Predictions_of_the_fitted_rows_and_of_tables_are_there_still() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                ModelFrame table = new([FrameColumn.Numeric("week", [1.5])]);
                LineFit line = LineModel.Fit(Data.Rows);
                yield return (line.Predictions(table)[0], line.Predictions(week: 1.5)[0]);
                yield return (line.Predictions().Count, 200);
                yield return (line.Predictions(Data.Rows)[7], line.Predictions()[7]);

                // Without variables there is no row to give values of.
                MeanFit mean = MeanModel.Fit(Data.Rows);
                yield return (mean.Predictions().Count, 200);
                yield return (mean.Predictions(Data.Rows.Take(3)).Count, 3);
                yield return (PlateModel.Fit(Data.Rows).Predictions(plate: "p3").Count, 1);
            }
        }
        """));

    [Fact]
    public void A_bootstrap_tells_its_progress() => GeneratedProgram.AssertPairs(GeneratedProgram.Run(Rows + """
        public static class Test
        {
            private sealed class Last : IProgress<FitProgress>
            {
                public long Done;
                public void Report(FitProgress value) => Done = Math.Max(Done, value.Done);
            }

            public static IEnumerable<(object, object)> Run()
            {
                Last last = new();
                PredictionIntervalOptions options = new() { Uncertainty = PredictionUncertainty.Prediction | PredictionUncertainty.Variances, Draws = 20 };
                PredictionTable table = RowModel.Fit(Data.Rows).Predictions(Data.Rows.Take(2), options, last);
                yield return (table.Count, 2);
                yield return (last.Done, 20L);
            }
        }
        """));
}
