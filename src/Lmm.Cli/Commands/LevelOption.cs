using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary><c>--level</c>: the level of confidence.</summary>
internal sealed class LevelOption
{
    private const double Usual = 0.95;

    private readonly Option<double?> _level = new("--level")
    {
        HelpName = "share",
        Description = "The level of the intervals, between 0 and 1; by default 0.95.",
        CustomParser = CheckedNumber.Share("--level", "0.95"),
    };

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command) => command.Add(_level);

    /// <summary>The level.</summary>
    public double Of(ParseResult result) => result.GetValue(_level) ?? Usual;
}
