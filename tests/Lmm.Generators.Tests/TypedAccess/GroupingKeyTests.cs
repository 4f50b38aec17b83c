namespace Lmm.Generators.Tests.TypedAccess;

/// <summary>Grouping factors are indexed by values of the type that rows have, and gone through with them.</summary>
public class GroupingKeyTests
{
    // The type, the value of the i-th of 12 levels, and a value that no row has.
    [Theory]
    [InlineData("int", "i * 7 - 20", "1000")]
    [InlineData("int?", "i * 7 - 20", "1000")]
    [InlineData("long", "i * 7_000_000_000 - 20", "1000")]
    [InlineData("byte", "(byte)(i * 3)", "(byte)200")]
    [InlineData("ulong?", "18_446_744_073_709_551_615 - (ulong)i", "1ul")]
    [InlineData("Int128", "(Int128)i << 70", "(Int128)1")]
    [InlineData("nint", "(nint)i", "(nint)99")]
    [InlineData("char", "(char)('a' + i)", "'z'")]
    [InlineData("char?", "\":,; |\\\"'&<>\\n\\t\"[i]", "'z'")]
    [InlineData("Guid", "new Guid(i, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8])", "default(Guid)")]
    [InlineData("Guid?", "new Guid(i, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8])", "default(Guid)")]
    [InlineData("DateOnly", "new DateOnly(1999, 12, 25).AddDays(i)", "new DateOnly(2020, 1, 1)")]
    [InlineData("DateOnly?", "new DateOnly(1999, 12, 25).AddDays(i)", "new DateOnly(2020, 1, 1)")]
    [InlineData("DateTime", "new DateTime(1999, 12, 25, 1, 2, 3, 4).AddHours(i)", "new DateTime(2020, 1, 1)")]
    [InlineData("DateTime?", "new DateTime(1999, 12, 25, 1, 2, 3, DateTimeKind.Utc).AddTicks(i)", "new DateTime(2020, 1, 1)")]
    [InlineData("string", "$\"p{i}\"", "\"q\"")]
    [InlineData("string?", "$\"a:b {i}\"", "\"q\"")]
    public void A_grouping_factor_is_indexed_by_its_type(string type, string value, string absent) => GeneratedProgram.AssertPairs(GeneratedProgram.Run($$"""
        [Model("y ~ x + (x | g)")]
        public record Row(double Y, double X, {{type}} G);

        public static class Test
        {
            private static {{type.TrimEnd('?')}} Value(int i) => {{value}};

            public static IEnumerable<(object, object)> Run()
            {
                double[] effects = [.. Enumerable.Range(0, 24).Select(_ => 3 * Simulation.Next())];
                var rows = Enumerable.Range(0, 240).Select(i => new Row(effects[i % 12] + effects[12 + i % 12] * (i % 5) + Simulation.Next(), i % 5, Value(i % 12))).ToList();
                RowFit fit = RowModel.Fit(rows);
                RandomEffects effectsOfAny = fit.RandomEffects("g");
                yield return (fit.G.Count, 12);
                yield return (fit.G.Keys.Count, 12);
                int place = 0;
                foreach (({{type.TrimEnd('?')}} level, RowFit.GModes modes) in fit.G)
                {
                    yield return (level, fit.G.Keys[place]);
                    yield return (modes.Level, fit.G.Levels[place]);
                    yield return (modes.X, effectsOfAny.ModesAt(place)["x"]);
                    yield return (fit.G[level].Intercept, effectsOfAny.ModesAt(place)["(Intercept)"]);
                    yield return (fit.G.Contains(level), true);
                    yield return (fit.G.TryGet(level, out RowFit.GModes? same) ? same.X : default, modes.X);
                    yield return (same!.IsInData, true);
                    yield return (fit.G.Modes(fit.G.Levels[place]).X, modes.X);
                    yield return (fit.G[fit.G.Levels[place]].X, modes.X);
                    place++;
                }

                yield return (place, 12);
                yield return (fit.G.Keys.ToHashSet().SetEquals(Enumerable.Range(0, 12).Select(Value)), true);
                yield return (fit.G.Contains({{absent}}), false);
                yield return (fit.G.TryGet({{absent}}, out RowFit.GModes? none), false);
                yield return (none is null, true);
                string fault = "";
                try { _ = fit.G[{{absent}}]; } catch (LmmException exception) { fault = $"{exception.Code} {exception.Message}"; }
                yield return (fault.StartsWith("NoSuchResult RowModel: there is no level of g '"), true);

                // One row is predicted by the same keys.
                Row row = rows[77];
                yield return (fit.Predict(row.X, row.G), fit.Predict([row])[0]);
                yield return (fit.Predict(row.X, {{absent}}, new PredictionOptions { NewLevels = NewLevels.UsePopulation }), fit.Predict([row], new PredictionOptions { Target = PredictionTarget.Population })[0]);
                yield return (fit.Predict(row.X, null, new PredictionOptions { NewLevels = NewLevels.UsePopulation }), fit.Predict([row], new PredictionOptions { Target = PredictionTarget.Population })[0]);
                yield return (fit.Predict(row.X, null), double.NaN);
            }
        }
        """));

    [Fact]
    public void An_enum_value_that_no_row_has_is_any_new_level() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM070
        public enum Site { A, B, C, D, E, F, G, @class, H }
        [Model("y ~ x + (x | site) + (1 | flag:site)")]
        public record Row(double Y, double X, Site? Site, bool Flag);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                double[] effects = [.. Enumerable.Range(0, 40).Select(_ => 3 * Simulation.Next())];
                var rows = Enumerable.Range(0, 320).Select(i => new Row(effects[i % 8] + effects[8 + i % 8] * (i % 5) + effects[16 + i % 8 + 8 * (i / 8 % 2)] + Simulation.Next(), i % 5, (Site)(i % 8), i / 8 % 2 == 0 && i % 8 != 3)).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (string.Join(",", fit.Site.Keys), "A,B,C,D,E,F,G,class");
                RowFit.SiteModes modes = fit.Site[Site.H];
                yield return ((modes.IsInData, modes.Level, modes.X.Value, modes.X.StandardDeviation), (false, "H", 0.0, fit.Site.X.StandardDeviation));
                yield return (fit.Site.Contains(Site.H), false);
                yield return (fit.Site.TryGet(Site.H, out _), false);
                yield return (fit.Site[Site.@class].IsInData, true);
                yield return (fit.Site["class"].X, fit.Site[Site.@class].X);
                yield return (fit.FlagBySite[true, Site.B].Intercept, fit.RandomEffects("flag:site").Modes("TRUE:B")["(Intercept)"]);
                yield return (fit.FlagBySite[true, Site.D].IsInData, false);
                yield return (fit.FlagBySite.Contains(false, Site.D), true);
                yield return (fit.FlagBySite.Keys[0], (false, Site.A));
            }
        }
        """));

    [Fact]
    public void Combinations_are_indexed_by_the_types_of_their_factors() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM043
        public enum Genotype { WT, CSB, XPC }
        [Model("y ~ x + (1 | plate:batch) + (x | genotype:id:day) + (1 | rest:item1:time) + (1 | factor(dose))")]
        public record Row(double Y, double X, string Plate, int? Batch, Genotype Genotype, Guid Id, DateOnly Day, string Rest, string Item1, DateTime Time, double Dose);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                Guid[] ids = [.. Enumerable.Range(0, 4).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];
                var rows = Enumerable.Range(0, 600).Select(i => new Row(
                    Simulation.Next() + i % 12 + i / 12 % 3 + 4 * (i / 5 % 3), i % 7 + Simulation.Next(), i % 4 == 0 ? "p:1" : $"p{i % 4}", i / 4 % 3, (Genotype)(i % 3), ids[i / 3 % 4], new DateOnly(2024, 1, 1 + i / 12 % 2),
                    i / 5 % 3 == 0 ? "a:b" : i / 5 % 3 == 1 ? "a" : "c", i / 5 % 3 == 1 ? "b:c" : "c", new DateTime(2024, 1, 1, 10, i / 60 % 2, 0), 0.5 * (i % 9))).ToList();
                RowFit fit = RowModel.Fit(rows);
                int count = 0;
                foreach (((string plate, int batch), RowFit.PlateByBatchModes modes) in fit.PlateByBatch.Select(level => (level.Level, level.Modes)))
                {
                    yield return (modes.Level, $"{plate}:{batch}");
                    yield return (fit.PlateByBatch[plate, batch].Intercept, modes.Intercept);
                    yield return (fit.PlateByBatch[(plate, batch)].Intercept, modes.Intercept);
                    yield return (fit.PlateByBatch[$"{plate}:{batch}"].Intercept, modes.Intercept);
                    count++;
                }

                yield return (count, 12);
                yield return (fit.GenotypeByIdByDay.Contains(Genotype.CSB, ids[2], new DateOnly(2024, 1, 2)), true);
                yield return (fit.GenotypeByIdByDay[Genotype.CSB, ids[2], new DateOnly(2024, 1, 2)].X, fit.RandomEffects("genotype:id:day").Modes($"CSB:{ids[2]}:2024-01-02")["x"]);
                yield return (fit.GenotypeByIdByDay.TryGet(Genotype.CSB, ids[2], new DateOnly(2025, 1, 2), out _), false);

                // Names of levels that two combinations have are told apart by what they combine.
                yield return (fit.RestByItem1ByTime.Keys.Count(key => string.Join(":", key.Item1, key.Item2).StartsWith("a:b:c")), 4);
                yield return (fit.RestByItem1ByTime["a", "b:c", new DateTime(2024, 1, 1, 10, 0, 0)].Intercept == fit.RestByItem1ByTime["a:b", "c", new DateTime(2024, 1, 1, 10, 0, 0)].Intercept, false);
                yield return (fit.RestByItem1ByTime.All(level => fit.RestByItem1ByTime[level.Level].Intercept == level.Modes.Intercept), true);
                yield return (fit.Dose["1.5"].Intercept, fit.RandomEffects(fit.Dose.Grouping).Modes("1.5")["(Intercept)"]);
                string fault = "";
                try { _ = fit.PlateByBatch["p1", 99]; } catch (LmmException exception) { fault = exception.Message; }
                yield return (fault.StartsWith("RowModel: there is no level of plate:batch 'p1:99'; there are '"), true);
                Row row = rows[77];
                yield return (fit.Predict(row.X, row.Plate, row.Batch, row.Genotype, row.Id, row.Day, row.Rest, row.Item1, row.Time, row.Dose), fit.Predict([row])[0]);
            }
        }
        """));

    // Local times are levels as universal ones.
    [Fact]
    public void A_local_time_finds_its_level() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        [Model("y ~ 1 + (1 | time) + (1 | time:h)")]
        public record Row(double Y, DateTime Time, int H);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 120).Select(i => new Row(Simulation.Next() + i % 12, new DateTime(2024, 1, 1, 10, i % 12, 0, DateTimeKind.Local), i / 12 % 3)).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (fit.Time[rows[5].Time].Intercept, fit.Time.ModesAt(5).Intercept);
                yield return (fit.Time[rows[5].Time.ToUniversalTime()].Intercept, fit.Time.ModesAt(5).Intercept);
                yield return (fit.TimeByH[rows[5].Time, rows[5].H].IsInData, true);
                yield return (fit.Predict(rows[5].Time, rows[5].H), fit.Predict([rows[5]])[0]);
            }
        }
        """));

    [Fact]
    public void Members_called_as_those_of_random_effects_have_names_of_their_own() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM043
        [Model("y ~ count + (count + keys + contains + typed | g)")]
        public record Row(double Y, double Count, double Keys, double Contains, double Typed, int G);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 240).Select(i => new Row(Simulation.Next() + i % 12, Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), i % 12)).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (fit.G.CountTerm.Name + fit.G.KeysTerm.Name + fit.G.ContainsTerm.Name + fit.G.TypedTerm.Name, "countkeyscontainstyped");
                yield return (fit.G.Count, 12);
            }
        }
        """));
}
