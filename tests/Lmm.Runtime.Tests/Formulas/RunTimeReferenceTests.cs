using Lmm.Tests.ReferenceModels;

namespace Lmm.Tests.Formulas;

/// <summary>Every reference model by its generated code and by its formula given at run time to the CSV file; equal bits are demanded.</summary>
public sealed class RunTimeReferenceTests
{
    private static readonly CsvOptions TextDepartments = new() { ColumnTypes = new Dictionary<string, ColumnType> { ["dept"] = ColumnType.Text } };

    public static TheoryData<string, Estimation> Models() => ReferenceModelTests.Models();

    [Theory]
    [MemberData(nameof(Models))]
    public void A_formula_given_at_run_time_yields_the_bits_of_generated_code(string name, Estimation estimation)
    {
        LinearMixedModelFit generated = ReferenceModel.Fits[name](estimation);
        ModelFrame frame = Frame(name);

        ModelFit fit = Model.Parse(generated.Formula, generated.ModelName).Fit(frame, estimation);

        LinearMixedModelFit interpreted = Assert.IsType<LinearMixedModelFit>(fit);
        Assert.Equal(generated.Objective, interpreted.Objective);
        Assert.Equal(generated.Theta, interpreted.Theta);
        Assert.Equal(generated.Sigma, interpreted.Sigma);
        Assert.Equal(generated.ObservationCount, interpreted.ObservationCount);
        Assert.Equal(generated.DroppedRowCount, interpreted.DroppedRowCount);
        Assert.Equal(generated.Coefficients, interpreted.Coefficients);
        Assert.Equal(generated.CoefficientCovariance.ToArray(), interpreted.CoefficientCovariance.ToArray());
        Assert.Equal(generated.FittedValues, interpreted.FittedValues);
        Assert.Equal(generated.ToString().Replace(generated.GetType().Name, nameof(LinearMixedModelFit), StringComparison.Ordinal), interpreted.ToString());
        foreach (RandomEffects effects in generated.GroupingFactors)
        {
            RandomEffects others = interpreted.RandomEffects(effects.Grouping);
            Assert.Equal(effects.Levels, others.Levels);
            foreach (string level in effects.Levels)
            {
                Assert.Equal(effects.Modes(level), others.Modes(level));
            }
        }
    }

    // What the row types say by [Factor], and of departments by being text; all else is inferred.
    private static ModelFrame Frame(string name)
    {
        string file = name[(name.IndexOf('-') + 1)..];
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", file + ".csv"), file == "InstEval" ? TextDepartments : null);
        return Factors(file).Aggregate(frame, (current, column) => current.With(current[column].AsFactor()));
    }

    private static string[] Factors(string file) => file switch
    {
        "cake" => ["temperature"],
        "Oxide" => ["Source"],
        "carrots" => ["Homesize"],
        "InstEval" => ["service"],
        _ => [],
    };
}
