using System.Globalization;
using System.Runtime.InteropServices;
using GeneExpression;
using GeneExpression.Study;
using Lmm;
using Lmm.Benchmarks;
using Lmm.Benchmarks.Fits;
using Lmm.Benchmarks.Fits.Cancellation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case []:
        ShowTable();
        return 0;
    case ["refit"]:
        Refits.Show();
        return 0;
    case ["intervals"]:
        Intervals.Show();
        return 0;
    case ["influence"]:
        Influences.Show();
        return 0;
    case ["reviews"]:
        Reviews.Show(first: 1, studies: 200);
        return 0;
    case ["reviews", string first, string studies]:
        Reviews.Show(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(studies, CultureInfo.InvariantCulture));
        return 0;
    case ["means"]:
        Means.Show();
        return 0;
    case ["power"]:
        Powers.Show();
        return 0;
    case ["inference"]:
        Inference.Show(Cases.Names);
        Hessians.Show();
        return 0;
    case ["inference", "hessians"]:
        Hessians.Show();
        return 0;
    case ["inference", string name]:
        Inference.Show([name]);
        return 0;
    case ["cancellation"]:
        Cancellations.Show("");
        return 0;
    case ["cancellation", string part]:
        Cancellations.Show(part);
        return 0;
    case ["time", "sleepstudy-refit"]:
        LinearMixedModelFit sleep = Cases.Load("sleepstudy").Fit();
        RefitTiming refits = RefitTiming.Measure(sleep, Refits.Simulate(sleep, 1));
        Console.WriteLine($"{refits.First / 1000:R},{refits.Later / 1000:R},{refits.Workspace.Evaluations},{refits.Workspace.Objective:R}");
        return 0;
    case ["time", string name]:
        Timing timing = Timing.Measure(Cases.Load(name));
        Console.WriteLine($"{timing.First:R},{timing.Later:R},{timing.Fit.Convergence.Evaluations},{timing.Fit.Objective:R}");
        return 0;
    case ["export", string file]:
        ExportExpressions(file);
        return 0;
    default:
        Console.Error.WriteLine("usage: Fits                 a table of all models");
        Console.Error.WriteLine($"       Fits time MODEL      first fit, later fits, evaluations and objective of one of {string.Join(", ", Cases.Names)}");
        Console.Error.WriteLine("       Fits refit           refits of sleepstudy, and 18,000 responses on its design");
        Console.Error.WriteLine("       Fits intervals       profile intervals of Machines, and 10,000 bootstrap refits of sleepstudy");
        Console.Error.WriteLine("       Fits inference       tests of fixed effects beside the fit; with a name, of that model; with hessians, derivatives of sparse factors");
        Console.Error.WriteLine("       Fits influence       what rows and levels of the lecture evaluations do");
        Console.Error.WriteLine("       Fits reviews         what reviews say of 200 data sets that fit their model, and of the published study; with a first seed and a number, of others");
        Console.Error.WriteLine("       Fits power           1,000 power simulations of sleepstudy with Satterthwaite tests");
        Console.Error.WriteLine("       Fits cancellation    how fast work ends that is cancelled; with a word, work of such a name");
        Console.Error.WriteLine("       Fits export FILE     writes the gene-expression study as comma-separated values");
        return 2;
}

static void ShowTable()
{
    Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
    Console.WriteLine($"{"model",-58}{"rows",9}{"first ms",11}{"median ms",11}{"evaluations",13}{"objective",18}");
    foreach (string name in Cases.Names)
    {
        Case model = Cases.Load(name);
        Timing timing = Timing.Measure(model);
        Console.WriteLine($"{model.Formula,-58}{model.RowCount,9}{timing.First,11:F2}{timing.Later,11:F2}{timing.Fit.Convergence.Evaluations,13}{timing.Fit.Objective,18:F6}");
    }
}

static void ExportExpressions(string file)
{
    using StreamWriter writer = new(file);
    writer.WriteLine("values,week,genotype,probesets");
    foreach (Expression row in ExpressionData.Construct())
    {
        writer.WriteLine($"{row.Values:R},{row.Week:R},{row.Genotype},{row.Probesets}");
    }
}
