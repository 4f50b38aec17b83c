using Lmm;

string path = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "sleepstudy.csv");
List<Trial> trials = TrialModel.ReadCsv(path);
TrialFit fit = TrialModel.Fit(trials);

Console.WriteLine(fit);
Console.WriteLine($"A day of little sleep costs {fit.Days.Estimate:F2} ms (standard error {fit.Days.StandardError:F2}).");
Console.WriteLine($"From subject to subject that differs with a standard deviation of {fit.Subject.Days.StandardDeviation:F2} ms.");
