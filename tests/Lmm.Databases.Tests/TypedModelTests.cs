using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Models that were checked at build time, fitted where the rows are.</summary>
public sealed class TypedModelTests
{
    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_typed_model_has_its_own_result(string engineName)
    {
        ModelFrame frame = Visits.Draw();
        using var engine = Engine.Open(engineName);
        engine.Create("visits", frame);
        VisitFit memory = VisitModel.Fit(Visits.Typed(frame));

        VisitFit fit = VisitModel.FitIn(engine.Connection, "visits");
        VisitFit other = await VisitModel.FitInAsync(engine.Connection, "SELECT * FROM visits", options: new DatabaseOptions { Strategy = DatabaseStrategy.Compression });

        Agreement.Of(memory, fit);
        Agreement.Of(memory, other);
        Assert.Equal(memory.Arm[Arm.high].Estimate, fit.Arm[Arm.high].Estimate, 1e-9);
        Assert.Equal(memory.Tests.Coefficients[1].PValue!.Value, fit.Tests.Coefficients[1].PValue!.Value, 1e-8);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are_nearest()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Run("CREATE TABLE visits (score DOUBLE, doze DOUBLE, arm VARCHAR, clinic INTEGER)");

        ModelException fault = Assert.Throws<ModelException>(() => VisitModel.FitIn(engine.Connection, "visits"));

        Assert.Equal(LmmErrorCode.UnknownColumn, fault.Code);
        Assert.Contains("the source has no column dose; did you mean doze?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_is_named_with_the_member()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Run("CREATE TABLE visits (score DOUBLE, dose VARCHAR, arm VARCHAR, clinic INTEGER)");

        ModelException fault = Assert.Throws<ModelException>(() => VisitModel.FitIn(engine.Connection, "visits"));

        Assert.Equal(LmmErrorCode.UnsuitableColumn, fault.Code);
        Assert.Contains("dose", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_the_enum_does_not_have_is_named()
    {
        using var engine = Engine.Open("DuckDB");
        engine.Create("visits", Visits.Draw());
        engine.Run("UPDATE visits SET arm = 'none' WHERE clinic = 3");

        Exception fault = Assert.ThrowsAny<Exception>(() => VisitModel.FitIn(engine.Connection, "visits"));

        Assert.IsType<ModelException>(fault, exactMatch: false);
        Assert.Contains("none", fault.Message, StringComparison.Ordinal);
        Assert.Contains("arm", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_the_options_are_refused()
    {
        using var engine = Engine.Open("DuckDB");

        Assert.Throws<ArgumentException>(() => VisitModel.FitIn(engine.Connection, "visits", options: new DatabaseOptions { Weights = "w" }));
    }
}
