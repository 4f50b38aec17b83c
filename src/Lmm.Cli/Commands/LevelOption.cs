using System.CommandLine;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary><c>--level</c>: the level of confidence.</summary>
internal sealed class LevelOption
{
    private const double Usual = 0.95;

    private readonly Option<double?> _level = new("--level")
    {
        HelpName = "share",
        Description = "The level of the intervals, between 0 and 1; by default 0.95.",
        CustomParser = static given =>
        {
            if (given.Tokens is [{ Value: var text }] && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value < 1)
            {
                return value;
            }

            given.AddError($"--level must be between 0 and 1, such as 0.95, not '{string.Join(' ', given.Tokens.Select(static token => token.Value))}'");
            return null;
        },
    };

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command) => command.Add(_level);

    /// <summary>The level.</summary>
    public double Of(ParseResult result) => result.GetValue(_level) ?? Usual;
}
