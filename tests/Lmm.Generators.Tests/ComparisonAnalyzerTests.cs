namespace Lmm.Generators.Tests;

/// <summary>Comparisons of fits are checked at build time against the formulas of their models.</summary>
public class ComparisonAnalyzerTests
{
    private const string Rows = """
        #pragma warning disable LMM043 // NoX
        [Model("y ~ x + f + (x | g)", Name = "Full")]
        [Model("y ~ x + (x | g)", Name = "NoF")]
        [Model("y ~ f + (x | g)", Name = "NoX")]
        [Model("y ~ x + f + (1 | g)", Name = "Intercepts")]
        [Model("y ~ x + f + (1 | h)", Name = "OtherModel")]
        [Model("log(y) ~ x + f + (x | g)", Name = "Logged")]
        [Model("y ~ x * f + (x | g)", Name = "Weighted", Weights = "w")]
        [Model("y ~ x", Name = "Line")]
        [Model("y ~ x * f", Name = "Crossed")]
        public record Row(double Y, double X, string F, string G, string H, double W);
        [Model("y ~ x + f + (x | g)", Name = "Foreign")]
        public record Stranger(double Y, double X, string F, string G);
        [Model<Stranger>("y ~ x + f + (x | g) + (1 | f:g)")]
        public partial class Beside;

        """;

    private const string Reml = "Estimation.RestrictedMaximumLikelihood";

    [Theory]
    [InlineData("NoFFit a, FullFit b")]
    [InlineData("InterceptsFit a, FullFit b")]
    [InlineData("LineFit a, FullFit b")]
    [InlineData("ForeignFit a, BesideFit b")]
    [InlineData("LinearMixedModelFit a, FullFit b")]
    [InlineData("ModelFit a, ModelFit b")]
    public void Nested_models_may_be_compared(string parameters)
        => GeneratorRun.Of(Rows, Compare(parameters, "")).ShouldBeClean(11);

    [Theory]
    [InlineData("FullFit a, ForeignFit b", "LMM080: 'Full' is a model of Row and 'Foreign' one of Stranger;")]
    [InlineData("NoFFit a, LoggedFit b", "LMM081: 'NoF' explains 'y' and 'Logged' explains 'log(y)';")]
    [InlineData("NoFFit a, WeightedFit b", "LMM081: 'NoF' explains 'y' and 'Weighted' explains 'y' weighted by 'w';")]
    [InlineData("NoXFit a, NoFFit b", "LMM082: 'NoX' is not contained in 'NoF': it has 'f', which 'NoF' lacks;")]
    [InlineData("InterceptsFit a, OtherFit b", "LMM082: 'Intercepts' is not contained in 'OtherModel': it has '(1 | g)', which 'OtherModel' lacks;")]
    [InlineData("FullFit a, NoFFit b", "LMM082: 'Full' is not contained in 'NoF': it is the larger one, by 'f'; pass the reduced model first")]
    [InlineData("FullFit a, FullFit b", "LMM082: 'Full' is not contained in 'Full': both are the same model")]
    [InlineData("FullFit a, InterceptsFit b", "LMM082: 'Full' is not contained in 'Intercepts': it is the larger one, by '(1 + x | g)';")]
    public void What_cannot_be_compared_is_a_build_error(string parameters, string message)
    {
        GeneratorRun run = GeneratorRun.Of(Rows, Compare(parameters, ""));
        Assert.StartsWith(message, Assert.Single(run.Messages), StringComparison.Ordinal);
        Assert.Equal("LikelihoodRatioTest.Compare(a, b)", GeneratorRun.MarkedText(run.Diagnostics.Single()));
    }

    [Theory]
    [InlineData("LineFit a, CrossedFit b", "")]
    [InlineData("CrossedFit a, LineFit b", "LMM082")]
    public void F_tests_are_checked_too(string parameters, string id)
        => Assert.Equal(id, string.Join(' ', GeneratorRun.Of(Rows, Compare(parameters, "", "FTest")).Diagnostics.Select(diagnostic => diagnostic.Id)));

    [Theory]
    [InlineData("NoFFit a, FullFit b", "")]
    [InlineData("FullFit a, NoFFit b", "LMM082")]
    [InlineData("NoFFit a, LoggedFit b", "LMM081")]
    [InlineData("FullFit a, ForeignFit b", "LMM080")]
    public void Bootstrap_tests_are_checked_too(string parameters, string id)
        => Assert.Equal(id, string.Join(' ', GeneratorRun.Of(Rows, Compare(parameters, "", "ParametricBootstrapTest")).Diagnostics.Select(diagnostic => diagnostic.Id)));

    [Theory]
    [InlineData("NoXFit a, NoFFit b", "")]
    [InlineData("FullFit a, NoFFit b, InterceptsFit c", "")]
    [InlineData("NoXFit a, LoggedFit b", "LMM081 (\"b\", b)")]
    [InlineData("NoXFit a, WeightedFit b", "LMM081 (\"b\", b)")]
    [InlineData("NoXFit a, ForeignFit b", "LMM080 (\"b\", b)")]
    public void Models_compared_by_criteria_need_one_response_and_not_to_be_nested(string parameters, string marks)
    {
        string list = string.Join(", ", parameters.Split(", ").Select(static parameter => parameter[^1]).Select(static name => $"(\"{name}\", {name})"));
        string code = $"static class Analysis {{ static object Of({parameters}) => ModelComparison.Of({list}); }}";
        Assert.Equal(marks, string.Join(", ", GeneratorRun.Of(Rows, code).Marks));
    }

    [Fact]
    public void Reml_fits_compared_by_criteria_are_a_build_error_whichever_has_more_terms()
        => Assert.Equal(["LMM083"], GeneratorRun.Of(Rows, """
            static class Analysis
            {
                static object Of(IEnumerable<Row> rows) => ModelComparison.Of(("a", NoX.Fit(rows)), ("b", NoF.Fit(rows)));
            }
            """).Diagnostics.Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("var a = NoF.Fit(rows); var b = Full.Fit(rows);", "LMM083: 'NoF' and 'Full' are fitted by REML")]
    [InlineData("NoFFit a = NoF.Fit(rows, estimation: " + Reml + "); FullFit b = Full.Fit(rows, Estimation.MaximumLikelihood);", "LMM083: 'NoF' is fitted by REML")]
    [InlineData("var a = NoF.Fit(rows, Estimation.MaximumLikelihood); var b = Full.Fit(rows, Estimation.MaximumLikelihood);", "")]
    [InlineData("var a = Intercepts.Fit(rows); var b = Full.Fit(rows);", "")]
    [InlineData("var a = NoF.Fit(rows); var b = Full.Fit(rows); a = NoF.Fit(rows, Estimation.MaximumLikelihood); b = Full.Fit(rows, Estimation.MaximumLikelihood);", "")]
    [InlineData("var a = NoF.Fit(rows, how); var b = Full.Fit(rows, how);", "")]
    [InlineData("var a = Line.Fit(rows); var b = Line.Fit(rows).GetHashCode() > 0 ? Full.Fit(rows) : null!;", "")]
    public void Reml_fits_with_different_fixed_effects_are_a_build_error(string fits, string message)
    {
        GeneratorRun run = GeneratorRun.Of(Rows, Compare("IEnumerable<Row> rows, Estimation how", fits));
        Assert.Equal(message.Length == 0 ? 0 : 1, run.Messages.Count());
        Assert.All(run.Messages, actual =>
        {
            Assert.StartsWith(message, actual, StringComparison.Ordinal);
            Assert.Contains("these differ in 'f'; pass Estimation.MaximumLikelihood", actual, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Fits_made_in_the_call_are_checked()
        => Assert.Equal(["LMM083"], GeneratorRun.Of(Rows, """
            static class Analysis
            {
                static object Of(IEnumerable<Row> rows) => LikelihoodRatioTest.Compare(NoF.Fit(rows), Full.Fit(rows));
            }
            """).Diagnostics.Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("(\"a\", a), (\"b\", b), (\"c\", c)")]
    [InlineData("(\"c\", c), (\"a\", a), (\"b\", b)")]
    [InlineData("[(\"a\", a), (\"b\", b)]")]
    [InlineData("new[] { (\"a\", (ModelFit)a), (\"b\", b) }")]
    [InlineData("(\"a\", a), (\"m\", any), (\"b\", b)")]
    public void Lists_of_nested_models_may_be_compared_in_any_order(string list)
        => GeneratorRun.Of(Rows, CompareList("LineFit a, NoFFit b, FullFit c, ModelFit any", list)).ShouldBeClean(11);

    [Theory]
    [InlineData("NoXFit a, NoFFit b, FullFit c", "(\"a\", a), (\"b\", b), (\"c\", c)", "LMM082 (\"b\", b)")]
    [InlineData("FullFit a, NoXFit b, NoFFit c", "(\"a\", a), (\"b\", b), (\"c\", c)", "LMM082 (\"c\", c)")]
    [InlineData("NoFFit a, FullFit b, ForeignFit c", "(\"a\", a), (\"b\", b), (\"c\", c)", "LMM080 (\"c\", c)")]
    [InlineData("NoFFit a, LoggedFit b, ForeignFit c", "(\"a\", a), (\"b\", b), (\"c\", c)", "LMM081 (\"b\", b), LMM080 (\"c\", c)")]
    [InlineData("NoFFit a, NoFFit b, FullFit c", "[(\"a\", a), (\"b\", b), (\"c\", c)]", "LMM082 (\"b\", b)")]
    [InlineData("NoXFit a, NoFFit b, FullFit c", "new[] { (\"a\", (ModelFit)a), (\"b\", b), (\"c\", c) }", "LMM082 (\"b\", b)")]
    [InlineData("IEnumerable<Row> rows, NoFFit a", "(\"a\", a), (\"b\", Full.Fit(rows))", "LMM083 (\"b\", Full.Fit(rows))")]
    public void Each_model_of_a_list_that_cannot_be_compared_is_marked(string parameters, string list, string marks)
        => Assert.Equal(marks, string.Join(", ", GeneratorRun.Of(Rows, CompareList(parameters, list)).Marks));

    private static string CompareList(string parameters, string list)
        => $"static class Analysis {{ static object Of({parameters}) => LikelihoodRatioTest.Compare({list}); }}";

    private static string Compare(string parameters, string fits, string test = "LikelihoodRatioTest") => $$"""
        static class Analysis
        {
            static object Of({{parameters}}) { {{fits}} return {{test}}.Compare(a, b); }
        }
        """;
}
