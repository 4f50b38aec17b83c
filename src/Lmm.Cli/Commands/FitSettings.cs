using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>The options that say how models are fitted and what becomes of warnings.</summary>
internal sealed class FitSettings
{
    private readonly Option<int?> _threads = Count("--threads", "The most threads to use; by default one per core. The results do not depend on it.");

    private readonly Option<int?> _evaluations = Count("--max-evaluations", "The most evaluations of the objective to spend.");

    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object." };

    private readonly Option<bool> _strict = new("--strict") { Description = "Exit with code 1 when there are warnings." };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasJson">True when the command can write JSON.</param>
    public void AddTo(Command command, bool hasJson = true)
    {
        command.Add(_threads);
        command.Add(_evaluations);
        if (hasJson)
        {
            command.Add(_json);
        }

        command.Add(_strict);
    }

    /// <summary>How to fit.</summary>
    public FitOptions Options(ParseResult result) => new()
    {
        MaximumThreads = result.GetValue(_threads) ?? FitOptions.Default.MaximumThreads,
        MaximumEvaluations = result.GetValue(_evaluations) ?? FitOptions.Default.MaximumEvaluations,
    };

    /// <summary>True when results are to be written as JSON.</summary>
    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>True when warnings make the exit code 1.</summary>
    public bool IsStrict(ParseResult result) => result.GetValue(_strict);

    private static Option<int?> Count(string name, string description) => new(name)
    {
        HelpName = "n",
        Description = description,
        CustomParser = CheckedNumber.Count(name, 1),
    };
}
