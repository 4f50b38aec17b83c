using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Sums that cannot be those of one model are not added.</summary>
public sealed class AddedSumsTests : IDisposable
{
    private readonly Engine _engine = Engine.Open("DuckDB");

    public AddedSumsTests()
    {
        ModelFrame visits = Visits.Draw();
        _engine.Create("visits", visits);
        _engine.Run("ALTER TABLE visits ADD COLUMN w DOUBLE");
        _engine.Run("UPDATE visits SET w = 1 + clinic % 3");
    }

    [Theory]
    [InlineData("w ~ dose + (1 | clinic)", "response")]
    [InlineData("log(score + 9) ~ dose + (1 | clinic)", "response")]
    [InlineData("score ~ dose + offset(w) + (1 | clinic)", "offset")]
    [InlineData("score ~ arm + (1 | clinic)", "another model")]
    public void Another_model_is_refused(string other, string what)
    {
        CrossProducts first = Sums("score ~ dose + (1 | clinic)");

        ModelException fault = Assert.Throws<ModelException>(() => first.Add(Sums(other)));

        Assert.Equal(LmmErrorCode.ContradictorySums, fault.Code);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Equal(LmmErrorCode.ContradictorySums, Assert.Throws<ModelException>(() => Sums(other).Add(first)).Code);
    }

    [Fact]
    public void Another_column_of_weights_or_offsets_is_refused()
    {
        const string Formula = "score ~ arm + (1 | clinic)";

        Assert.Contains("weights", Assert.Throws<ModelException>(() => Sums(Formula, new DatabaseOptions { Weights = "w" }).Add(Sums(Formula, new DatabaseOptions { Weights = "dose" }))).Message, StringComparison.Ordinal);
        Assert.Contains("offsets", Assert.Throws<ModelException>(() => Sums(Formula, new DatabaseOptions { Offset = "w" }).Add(Sums(Formula))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score ~ poly(dose, 2) + (1 | clinic)", "poly(dose, 2)")]
    [InlineData("score ~ scale(dose) + (1 | clinic)", "scale(dose)")]
    [InlineData("score ~ arm + (scale(dose) | clinic)", "scale(dose)")]
    [InlineData("score ~ scale(dose, center = 3) + (1 | clinic)", "scale(dose")]
    [InlineData("score ~ I(dose - mean(dose)) + (1 | clinic)", "mean(dose)")]
    [InlineData("score ~ I(dose > mean(dose)) + (1 | clinic)", "mean(dose)")]
    [InlineData("score ~ arm + (1 | clinic:factor(dose > mean(dose)))", "mean(dose)")]
    [InlineData("score ~ ns(dose, 3) + (1 | clinic)", "ns(dose, 3)")]
    [InlineData("score ~ ns(dose, knots = 5) + (1 | clinic)", "ns(dose")]
    public void What_each_part_has_learned_by_itself_is_refused(string formula, string call)
    {
        CrossProducts first = Sums(formula, source: "SELECT * FROM visits WHERE clinic < 9");

        ModelException fault = Assert.Throws<ModelException>(() => first.Add(Sums(formula, source: "SELECT * FROM visits WHERE clinic >= 9")));

        Assert.Equal(LmmErrorCode.ContradictorySums, fault.Code);
        Assert.Contains(call, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score ~ poly(dose, 2, raw = TRUE) + arm + (1 | clinic)")]
    [InlineData("score ~ scale(dose, 3, 2) + (1 | clinic)")]
    [InlineData("score ~ scale(dose, center = 3, scale = FALSE) + (dose | clinic)")]
    [InlineData("score ~ C(arm, sum) * dose + offset(w) + (1 | clinic)")]
    [InlineData("score ~ ns(dose, knots = 5, Boundary.knots = c(0, 10)) + (1 | clinic)")]
    public void What_is_written_out_is_added(string formula)
    {
        LinearMixedModelFit parts = LinearMixedModel.Fit(Sums(formula, source: "SELECT * FROM visits WHERE clinic < 9").Add(Sums(formula, source: "SELECT * FROM visits WHERE clinic >= 9")));

        Agreement.Of(Model.Parse(formula).FitIn(_engine.Connection, "visits"), parts);
    }

    [Fact]
    public void A_source_without_rows_is_one_of_many_in_every_engine()
    {
        foreach (string engineName in Engine.Available)
        {
            foreach (bool firstIsEmpty in new[] { true, false })
            {
                using var full = Engine.Open(engineName);
                using var empty = Engine.Open(engineName);
                full.Create("visits", Visits.Draw());
                empty.Create("visits", Visits.Draw(), []);

                Assert.Equal(900, Model.Parse(Visits.Formula).FitIn(firstIsEmpty ? [empty.Connection, full.Connection] : [full.Connection, empty.Connection], "visits").ObservationCount);
            }
        }
    }

    public void Dispose() => _engine.Dispose();

    private CrossProducts Sums(string formula, DatabaseOptions? options = null, string source = "visits") => Model.Parse(formula).CrossProductsIn(_engine.Connection, source, options);
}
