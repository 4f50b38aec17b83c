namespace Lmm.Generators.Tests.TypedAccess;

/// <summary>Terms are asked for levels by values of their type; reference levels, and enum values that no row has, are answers.</summary>
public class LevelTests
{
    [Fact]
    public void A_reference_level_is_zero_and_an_enum_value_that_no_row_has_is_not_in_the_data() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        #pragma warning disable LMM043
        public enum E { One, Two, Three, Four }
        [Model("y ~ e * s + b + x:e + C(c, sum)")]
        public record Row(double Y, double X, [Levels("One", "Two", "Three")] E E, string S, bool B, [Factor] int C);

        public static class Test
        {
            private static string Outcome(Func<object> read)
            {
                try { return $"{read()}"; }
                catch (ModelException fault) { return $"{fault.Code}: {fault.Message}"; }
            }

            public static IEnumerable<(object, object)> Run()
            {
                RowFit fit = RowModel.Fit(Enumerable.Range(0, 60).Select(i => new Row(Simulation.Next(), Simulation.Next(), (E)(i % 2), "abc"[i / 2 % 3].ToString(), i / 6 % 2 == 0, i / 12 % 3)));
                Coefficient reference = fit.E[E.One];
                yield return ((reference.Name, reference.Estimate, reference.StandardError, reference.IsReference, reference.IsInData, reference.ToString()), ("eOne", 0.0, double.NaN, true, true, "eOne: 0, the reference level"));
                foreach (E absent in new[] { E.Three, E.Four, (E)77 })
                {
                    Coefficient none = fit.E[absent];
                    yield return ((none.IsReference, none.IsInData, none.IsEstimable, none.ToString()), (false, false, false, $"e{absent}: not in the data"));
                    yield return (fit.E.TryGet(absent, out _), false);
                }

                yield return (fit.E[E.Two], fit.Coefficients["eTwo"]);
                yield return ((fit.E[E.Two].IsReference, fit.E[E.Two].IsInData), (false, true));
                yield return (fit.E.TryGet(E.Two, out Coefficient? two) && two == fit.E[E.Two], true);
                yield return (fit.E.TryGet(E.One, out Coefficient? one) && one.IsReference, true);
                yield return (fit.S["a"].IsReference, true);
                yield return (fit.S["b"], fit.Coefficients["sb"]);
                yield return (fit.S.TryGet("z", out _), false);
                yield return (fit.B[false].IsReference, true);
                yield return (fit.B[true], fit.Coefficients["bTRUE"]);
                yield return (fit.EByS[E.Two, "c"], fit.Coefficients["eTwo:sc"]);
                yield return (fit.EByS[E.Two, "a"].IsReference, true);
                yield return (fit.EByS[E.One, "c"].ToString(), "eOne:sc: 0, the reference level");
                yield return (fit.EByS[E.Three, "c"].IsInData, false);
                yield return (fit.EByS.TryGet(E.Two, "c", out Coefficient? both) && both == fit.EByS[E.Two, "c"], true);
                yield return (Outcome(() => fit.EByS[E.Two, "z"]).StartsWith("NoSuchResult: RowModel: the term e:s has no column eTwo:sz: no fitted row has the level 'z' of s (they have a, b, c); "), true);
                yield return (Outcome(() => fit.EByS[E.Three, "z"]).StartsWith("NoSuchResult: "), true);
                yield return (fit.CCSum["1"], fit.Coefficients["C(c, sum)1"]);
                yield return (Outcome(() => fit.CCSum["3"]).StartsWith("NoSuchResult: RowModel: the term C(c, sum) has no column C(c, sum)3"), true);

                // Columns of indicators have no reference level.
                yield return (fit.EByX[E.Three].IsInData, false);
            }
        }
        """));

    [Fact]
    public void Random_slopes_of_a_factor_and_many_responses_have_the_same_answers() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two, Three }
        [Model("y ~ e + (e | g)")]
        public record Row(double Y, E E, int G);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                double[] effects = [.. Enumerable.Range(0, 24).Select(_ => 3 * Simulation.Next())];
                var rows = Enumerable.Range(0, 240).Select(i => new Row(effects[i % 12] + (i / 12 % 2 * effects[12 + i % 12]) + Simulation.Next(), (E)(i / 12 % 2), i % 12)).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (fit.G.E[E.Two], fit.RandomEffects("g").VarianceComponent("eTwo"));
                yield return ((fit.G.E[E.One].Variance, fit.G.E[E.One].StandardDeviation, fit.G.E[E.One].Name), (0.0, 0.0, "eOne"));
                yield return (fit.G.E[E.One].Covariance(fit.G.E[E.Two]), 0.0);
                yield return (fit.G.E[E.One].Correlation(fit.G.E[E.Two]), double.NaN);
                yield return (fit.G.E[E.Three].Variance, double.NaN);
                yield return (fit.G[3].E[E.Two], fit.RandomEffects("g").Modes("3")["eTwo"]);
                yield return ((fit.G[3].E[E.One].Value, fit.G[3].E[E.One].StandardDeviation), (0.0, 0.0));
                yield return (fit.G[3].E[E.Three].Value, double.NaN);

                RowModel.Fits many = RowModel.FitMany(rows, new ResponseTable([[.. rows.Select(row => row.Y)], [.. rows.Select(row => 2 * row.Y)]], ["y", "z"]));
                yield return (many.E[E.Two].Name, "eTwo");
                yield return (many.E[E.Two][0].Estimate == fit.E[E.Two].Estimate || Math.Abs(many.E[E.Two][0].Estimate - fit.E[E.Two].Estimate) < 1e-6, true);
                yield return ((many.E[E.One].Name, many.E[E.One].Count, many.E[E.One][1].IsReference, many.E[E.One].Estimates[1]), ("eOne", 2, true, 0.0));
                yield return ((many.E[E.Three][0].IsInData, many.E[E.Three].StandardErrors[1]), (false, double.NaN));
            }
        }
        """));

    [Fact]
    public void Members_of_one_fit_are_found_alike_on_many_threads() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        [Model("y ~ a + b + c + d + f + (a | g)")]
        public record Row(double Y, double A, double B, double C, double D, string F, int G);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 240).Select(i => new Row(Simulation.Next() + i % 12, Simulation.Next(), Simulation.Next(), Simulation.Next(), Simulation.Next(), $"f{i % 7}", i % 12)).ToList();
                for (int round = 0; round < 5; round++)
                {
                    RowFit fit = RowModel.Fit(rows);
                    var sums = new System.Collections.Concurrent.ConcurrentBag<double>();
                    System.Threading.Tasks.Parallel.For(0, 64, _ => sums.Add(
                        fit.Intercept.Estimate + fit.A.Estimate + fit.B.Estimate + fit.C.Estimate + fit.D.Estimate + fit.F["f3"].Estimate + fit.F["f5"].Estimate + fit.G.A.Variance + fit.G[3].A + fit.G[4].Intercept));
                    yield return (sums.Distinct().Count(), 1);
                    yield return (sums.First(), fit.Coefficients["(Intercept)"].Estimate + fit.Coefficients["a"].Estimate + fit.Coefficients["b"].Estimate + fit.Coefficients["c"].Estimate + fit.Coefficients["d"].Estimate
                        + fit.Coefficients["ff3"].Estimate + fit.Coefficients["ff5"].Estimate + fit.RandomEffects("g").VarianceComponent("a").Variance + fit.RandomEffects("g").Modes("3")["a"] + fit.RandomEffects("g").Modes("4")["(Intercept)"]);
                }
            }
        }
        """));
}
