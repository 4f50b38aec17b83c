using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Faults;

// dotnet run -c Release --project tests/Faults [-- [room …] [--only number …] [--copy folder | --built folder] [--nearest [steps]] [--check] [--write]]
string here = Here();
string repository = Path.GetFullPath(Path.Combine(here, "..", ".."));
Fault[] all = FaultList.Read(Path.Combine(here, "Rooms"));
string[] rooms = [.. args.TakeWhile(static argument => !argument.StartsWith("--", StringComparison.Ordinal))];
string[] unknown = [.. rooms.Except(all.Select(static fault => fault.Room.Name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"No room is called {string.Join(", ", unknown)}.");
    return 2;
}

string[] only = Values("--only");
Fault[] wanted = [.. all.Where(fault => (rooms.Length == 0 || rooms.Contains(fault.Room.Name)) && (only.Length == 0 || only.Contains($"{fault.Number}")))];

// A copy that an earlier run has made and built can serve again, several runs at a time.
string folder = Values("--copy").Concat(Values("--built")).FirstOrDefault() ?? Directory.CreateTempSubdirectory("lmm-faults-").FullName;
var run = new TestRun(folder);
int steps = args.Contains("--nearest") ? int.Parse(Values("--nearest").FirstOrDefault() ?? "1", CultureInfo.InvariantCulture) : int.MaxValue;
if (!args.Contains("--built"))
{
    string[] lost = [.. new FaultyCopy(repository, folder).Plant(all)];
    foreach (string complaint in lost)
    {
        Console.Error.WriteLine(complaint);
    }

    if (lost.Length > 0 || args.Contains("--check"))
    {
        Console.WriteLine($"{all.Length} faults, {lost.Length} of them not found in the code.");
        return lost.Length > 0 ? 2 : 0;
    }

    foreach (string project in wanted.SelectMany(fault => fault.Room.Steps.Take(steps)).Select(static step => step.Project).Distinct())
    {
        (bool isBuilt, string output) = run.Build(project);
        if (!isBuilt)
        {
            Console.Error.WriteLine($"{project} does not build with the faults in it:\n{output}");
            return 2;
        }
    }
}

string page = Path.Combine(here, "RESULTS.md");
List<Outcome> outcomes = [];
foreach (Fault fault in wanted)
{
    string? caughtBy = fault.Room.Steps.Take(steps).Select(step => run.FirstFailure(step, fault)).FirstOrDefault(static failure => failure is not null);
    outcomes.Add(new Outcome(fault, caughtBy, steps));
    Console.WriteLine(outcomes[^1]);
    if (args.Contains("--write"))
    {
        // After each fault, so that a run that is stopped has not been for nothing.
        File.WriteAllText(page, new ResultsPage(page, all, outcomes).Text());
    }
}

int caught = outcomes.Count(static outcome => outcome.CaughtBy is not null);
int explained = outcomes.Count(static outcome => outcome.CaughtBy is null && outcome.Fault.Reason is not null);
Console.WriteLine($"{caught} of {outcomes.Count} caught{(explained > 0 ? $", {explained} of the others with a reason why none can be" : "")}");
return outcomes.Exists(static outcome => outcome.CaughtBy is null && outcome.Fault.Reason is null) ? 1 : 0;

string[] Values(string option) => [.. args.SkipWhile(argument => argument != option).Skip(1).TakeWhile(static argument => !argument.StartsWith("--", StringComparison.Ordinal))];

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
