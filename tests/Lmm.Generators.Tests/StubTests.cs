using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>A model with an error has its members all the same, so that the error is the only one.</summary>
public class StubTests
{
    private const string Row = """

        public record Row(double Y, double Week, Genotype Genotype, string Site, [Levels("WT", "Typo")] Genotype Other);
        public enum Genotype { WT, CSB }
        """;

    private const string Use = """

        public static class Use
        {
            public static double Run(List<Row> rows)
            {
                RowFit fit = RowModel.Fit(rows, Estimation.MaximumLikelihood, FitOptions.Default);
                RowModel.Fits many = RowModel.FitMany(rows, default(ResponseTable)!);
                List<Row> read = RowModel.ReadCsv("rows.csv");
                read.AddRange(RowModel.EnumerateCsv(System.IO.TextReader.Null));
                IAsyncEnumerable<Row> later = RowModel.EnumerateCsvAsync(System.IO.Stream.Null);
                ModelDesign design = RowModel.BuildDesign(read, fit);
                double predicted = fit.Predict(rows)[0] + fit.Predict(week: 1.5, genotype: Genotype.CSB, site: "s1", options: PredictionOptions.Default);
                foreach ((string site, RowFit.SiteModes modes) in fit.Site)
                {
                    predicted += fit.Site.TryGet(site, out RowFit.SiteModes? same) && fit.Site.Contains(site) ? same.Intercept : modes.Intercept;
                }

                return predicted + (later is null ? 1 : 0) + fit.Intercept.Estimate + fit.Genotype[Genotype.CSB].Estimate + fit.Site["s1"].Intercept.Value + fit.Sigma + many.Count + design.ObservationCount;
            }
        }
        """;

    [Theory]
    [InlineData("y ~ wek + genotype + (week | site)", "LMM025 wek")]
    [InlineData("y ~ genotype + lg(week) + (1 | site)", "LMM028 lg")]
    [InlineData("yy ~ week * genotype + (week | site)", "LMM025 yy")]
    [InlineData("y ~ genotype + (wek | site)", "LMM025 wek")]
    [InlineData("y ~ genotype + (1 | site", null)]
    [InlineData("y ~ genotype + (1 | site) + (1 | plate)", null)]
    public void A_faulty_formula_is_one_error(string formula, string? mark)
    {
        GeneratorRun run = GeneratorRun.Of($"[Model(\"{formula}\")]" + Row.Replace("[Levels(\"WT\", \"Typo\")] ", "", StringComparison.Ordinal), Use);
        Diagnostic error = Assert.Single(run.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(mark is null || mark == $"{error.Id} {GeneratorRun.MarkedText(error)}", $"{error.Id} {GeneratorRun.MarkedText(error)}");
        Assert.Empty(run.CompilerMessages);
    }

    [Fact]
    public void A_faulty_member_is_one_error()
    {
        GeneratorRun run = GeneratorRun.Of("[Model(\"y ~ week * genotype + other + (1 | site)\")]" + Row, Use);
        Assert.Equal("LMM057", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.CompilerMessages);
    }

    [Fact]
    public void Only_members_of_the_faulty_term_fail()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Model(\"y ~ wek + genotype + (1 | site)\")]" + Row.Replace("[Levels(\"WT\", \"Typo\")] ", "", StringComparison.Ordinal),
            "public static class Use { public static double Run(RowFit fit) => fit.Genotype[Genotype.CSB].Estimate + fit.Week.Estimate; }");
        Assert.Contains("'RowFit' does not contain a definition for 'Week'", Assert.Single(run.CompilerMessages), StringComparison.Ordinal);
    }

    // Where all random terms are at fault the model is mixed still, so that Fit takes a criterion.
    [Fact]
    public void A_model_whose_random_terms_are_at_fault_is_a_mixed_model()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Model(\"y ~ week + (1 | sit)\")] public record Row(double Y, double Week, string Site);",
            "public static class Use { public static double Run(List<Row> rows) => RowModel.Fit(rows, Estimation.MaximumLikelihood).Theta[0]; }");
        Assert.Empty(run.CompilerMessages);
    }

    [Fact]
    public void Who_runs_it_all_the_same_is_told()
    {
        string code = GeneratorRun.Of("[Model(\"y ~ wek\")] public record Row(double Y, double Week);").OnlySource;
        Assert.Contains("throw new global::System.InvalidOperationException(\"The model has an error, which the build reports.\")", code, StringComparison.Ordinal);
        Assert.DoesNotContain("DesignOf", code, StringComparison.Ordinal);
    }
}
