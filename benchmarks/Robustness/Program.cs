using System.Diagnostics;
using System.Globalization;
using Lmm.Benchmarks.Robustness;
using Lmm.Benchmarks.Robustness.Measuring;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

if (args is ["models", .. string[] rest])
{
    return ModelCommands.Run(rest);
}

if (args is ["builds", .. string[] numbers])
{
    return BuildComparison.Run(numbers);
}

if (args is ["declarations", .. string[] counts])
{
    return DeclarationRun.Run(counts);
}

// Usage: Robustness [inputs] [seed] [every n-th of them through the compiler]
const int BatchSize = 1000;
const int Report = 100_000;
int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
int every = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var formulas = new RandomFormulas(seed);
var batch = new List<string>(BatchSize);
var binding = new Stopwatch();
var compiling = new Stopwatch();
TimeSpan slowest = TimeSpan.Zero;
string slowestText = "";
int faulty = 0;
int faultyOfCompiled = 0;
int compiled = 0;
int faultyInCompiler = 0;
int failures = 0;
for (int i = 1; i <= count; i++)
{
    string formula = formulas.Next();
    bool isCompiled = i % every == 0;
    binding.Start();
    TimeSpan before = binding.Elapsed;
    try
    {
        BoundFormula bound = ModelBinder.Bind(formula, StudyColumns.All, withRemarks: true);
        _ = DiagnosticPrinter.Print(formula, bound.Diagnostics);
        foreach (FormulaEdit edit in bound.Diagnostics.SelectMany(diagnostic => diagnostic.Edits))
        {
            _ = edit.Apply(formula);
        }

        faulty += bound.Spec is null ? 1 : 0;
        faultyOfCompiled += isCompiled && bound.Spec is null ? 1 : 0;
    }
    catch (Exception exception) when (exception is not OutOfMemoryException)
    {
        Fail(formula, exception.ToString());
    }

    binding.Stop();
    if (binding.Elapsed - before > slowest)
    {
        slowest = binding.Elapsed - before;
        slowestText = formula;
    }

    if (isCompiled)
    {
        batch.Add(formula);
        compiled++;
    }

    if (batch.Count == BatchSize || (i == count && batch.Count > 0))
    {
        compiling.Start();
        (int errors, IReadOnlyList<string> crashes) = await Host.RunAsync(batch).ConfigureAwait(false);
        compiling.Stop();
        faultyInCompiler += errors;
        foreach (string crash in crashes)
        {
            Fail(string.Join("\n", batch), crash);
        }

        batch.Clear();
    }

    if (i % Report == 0 && i < count)
    {
        Print(i);
    }
}

Print(count);
return failures == 0 && faultyOfCompiled == faultyInCompiler ? 0 : 1;

void Print(int inputs)
{
    Console.WriteLine($"seed {seed}: {inputs:N0} inputs, {faulty:N0} faulty and {inputs - faulty:N0} good, {failures} failures");
    Console.WriteLine($"parser and binder: {binding.Elapsed.TotalSeconds:F1} s in all, {binding.Elapsed.TotalMicroseconds / inputs:F1} µs each, {slowest.TotalMilliseconds:F1} ms for the slowest ({System.Text.Json.JsonSerializer.Serialize(slowestText)})");
    Console.WriteLine($"generator and analyzer in the compiler, {compiled:N0} of the inputs, {BatchSize:N0} at a time: {compiling.Elapsed.TotalSeconds:F1} s in all, {compiling.Elapsed.TotalMicroseconds / Math.Max(1, compiled):F1} µs each, {faultyInCompiler:N0} faulty");
}

void Fail(string input, string reason)
{
    failures++;
    Console.Error.WriteLine($"{input}\n{reason}\n");
}
