using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GeneExpression;
using GeneExpression.Study;
using Lmm;
using Lmm.Benchmarks.Fits;
using Lmm.Tests.ReferenceModels;

const int Repeats = 12;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string machine = File.Exists("/proc/cpuinfo")
    ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
    : RuntimeInformation.ProcessArchitecture.ToString();
Console.WriteLine($"{machine}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
Console.WriteLine($"{"model",-58}{"rows",9}{"first ms",11}{"median ms",11}{"evaluations",13}{"objective",18}");

Expression[] expressions = ExpressionData.Construct();
Measure(ExpressionModel.Formula, expressions.Length, () => ExpressionModel.Fit(expressions, Estimation.MaximumLikelihood));
List<Evaluation> evaluations = DataSet.Read("InstEval", row => new Evaluation(row.Parse<int>("y"), row.Parse<int>("s"), row.Parse<int>("d"), row.GetString("dept"), row.Parse<int>("service")));
Measure(EvaluationModel.Formula, evaluations.Count, () => EvaluationModel.Fit(evaluations, Estimation.MaximumLikelihood));
Measure(DepartmentModel.Formula, evaluations.Count, () => DepartmentModel.Fit(evaluations, Estimation.MaximumLikelihood));
List<Naming> names = DataSet.Read("naming", row => new Naming(row.GetString("subj"), row.GetString("item"), row.Parse<double>("spkr"), row.Parse<double>("prec"), row.Parse<double>("load"), row.Parse<double>("rt")));
Measure("rt ~ spkr*prec*load + (spkr+prec+load|subj) + (…|item)", names.Count, () => NamingModel.Fit(names, Estimation.MaximumLikelihood));
List<SleepDay> days = DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")));
Measure(SleepDayModel.Formula, days.Count, () => SleepDayModel.Fit(days, Estimation.MaximumLikelihood));

static void Measure(string model, int rows, Func<LinearMixedModelFit> fit)
{
    var times = new double[Repeats];
    LinearMixedModelFit? last = null;
    for (int repeat = 0; repeat < Repeats; repeat++)
    {
        long start = Stopwatch.GetTimestamp();
        last = fit();
        times[repeat] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    double median = times.Skip(1).Order().ElementAt((Repeats - 1) / 2);
    Console.WriteLine($"{model,-58}{rows,9}{times[0],11:F2}{median,11:F2}{last!.Convergence.Evaluations,13}{last.Objective,18:F6}");
}
