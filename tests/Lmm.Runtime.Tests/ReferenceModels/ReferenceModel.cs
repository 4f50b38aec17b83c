using CsvHelper;
using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Tests.ReferenceModels;

/// <summary>The reference models, each fitted through its generated code.</summary>
internal static class ReferenceModel
{
    private static readonly Lazy<List<Evaluation>> Evaluations = new(() => DataSet.Read(
        "InstEval",
        row => new Evaluation(
            row.Parse<sbyte>("y"), row.Parse<int>("s"), row.Parse<int>("d"), row.GetString("dept"), row.Parse<int>("service"))));

    /// <summary>By the name of the reference's file, less the criterion.</summary>
    public static IReadOnlyDictionary<string, Func<Estimation, LinearMixedModelFit>> Fits { get; } =
        new Dictionary<string, Func<Estimation, LinearMixedModelFit>>
        {
            ["01-Dyestuff"] = estimation => DyestuffModel.Fit(Dyestuffs("Dyestuff"), estimation),
            ["02-Dyestuff2"] = estimation => DyestuffModel.Fit(Dyestuffs("Dyestuff2"), estimation),
            ["03-Penicillin"] = estimation => PenicillinModel.Fit(
                DataSet.Read("Penicillin", row => new Penicillin(row.Parse<double>("diameter"), row.GetString("plate"), row.Parse<char>("sample"))),
                estimation),
            ["04-Pastes"] = estimation => PasteModel.Fit(
                DataSet.Read("Pastes", row => new Paste(row.Parse<double>("strength"), row.GetString("batch"), row.GetString("cask"))),
                estimation),
            ["05-sleepstudy"] = estimation => RandomInterceptModel.Fit(SleepDays(), estimation),
            ["06-sleepstudy"] = estimation => SleepDayModel.Fit(SleepDays(), estimation),
            ["07-sleepstudy"] = estimation => UncorrelatedModel.Fit(SleepDays(), estimation),
            ["08-sleepstudy"] = estimation => RandomSlopeModel.Fit(SleepDays(), estimation),
            ["09-cake"] = estimation => CakeModel.Fit(
                DataSet.Read(
                    "cake",
                    row => new Cake(row.Parse<short>("angle"), Enum.Parse<Recipe>(row.GetString("recipe")), row.Parse<int>("temperature"), row.Parse<byte>("replicate"))),
                estimation),
            ["10-Machines"] = estimation => WorkerModel.Fit(MachineScores(), estimation),
            ["11-Machines"] = estimation => NestedModel.Fit(MachineScores(), estimation),
            ["12-Machines"] = estimation => IndicatorModel.Fit(MachineScores(), estimation),
            ["13-Machines"] = estimation => MachineScoreModel.Fit(MachineScores(), estimation),
            ["14-Oxide"] = estimation => WaferModel.Fit(OxideLayers(), estimation),
            ["15-Oxide"] = estimation => SourceModel.Fit(OxideLayers(), estimation),
            ["16-Rail"] = estimation => RailTravelModel.Fit(
                DataSet.Read("Rail", row => new RailTravel(row.Parse<double>("travel"), row.Parse<uint>("Rail"))),
                estimation),
            ["17-Oxboys"] = estimation => BoyModel.Fit(
                DataSet.Read(
                    "Oxboys",
                    row => new Boy { height = row.Parse<double>("height"), age = row.Parse<double>("age"), Subject = row.Parse<int>("Subject") }),
                estimation),
            ["18-carrots"] = estimation => CarrotModel.Fit(
                DataSet.Read(
                    "carrots",
                    row => new Carrot(row.Number("Preference"), row.Number("sens2"), (int?)row.Number("Homesize"), row.Parse<int>("Consumer"))),
                estimation),
            ["19-InstEval"] = estimation => EvaluationModel.Fit(Evaluations.Value, estimation),
            ["20-InstEval"] = estimation => DepartmentModel.Fit(Evaluations.Value, estimation),
        };

    private static List<Dyestuff> Dyestuffs(string name) =>
        DataSet.Read(name, row => new Dyestuff(row.Parse<double>("Yield"), row.GetString("Batch")));

    private static List<SleepDay> SleepDays() =>
        DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")));

    private static List<MachineScore> MachineScores() =>
        DataSet.Read("Machines", row => new MachineScore(row.Parse<decimal>("score"), row.GetString("Machine"), row.Parse<int>("Worker")));

    private static List<OxideLayer> OxideLayers() => DataSet.Read("Oxide", OxideLayer);

    private static OxideLayer OxideLayer(CsvReader row) => new()
    {
        Thickness = row.Parse<float>("Thickness"),
        Source = row.Parse<int>("Source"),
        Lot = row.Parse<int>("Lot"),
        Wafer = row.Parse<long>("Wafer"),
    };
}
