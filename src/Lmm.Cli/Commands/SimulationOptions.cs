using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary>The options of commands that simulate responses.</summary>
internal sealed class SimulationOptions
{
    private const int DefaultDraws = 1000;
    private const long DefaultSeed = 1;

    private readonly Option<int?> _draws = new("--draws")
    {
        HelpName = "n",
        Description = $"How many responses to simulate where a p-value needs that; 0 for none, by default {DefaultDraws}.",
        CustomParser = static given => Read(given, "--draws", "a whole number from 0", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : (int?)null),
    };

    private readonly Option<long?> _seed = new("--seed")
    {
        HelpName = "s",
        Description = $"The seed of simulations, by default {DefaultSeed}; the same seed gives the same numbers.",
        CustomParser = static given => Read(given, "--seed", "a whole number", text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : (long?)null),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_draws);
        command.Add(_seed);
    }

    /// <summary>How many responses to simulate.</summary>
    public int Draws(ParseResult result) => result.GetValue(_draws) ?? DefaultDraws;

    /// <summary>The seed.</summary>
    public long Seed(ParseResult result) => result.GetValue(_seed) ?? DefaultSeed;

    private static T? Read<T>(ArgumentResult given, string name, string what, Func<string, T?> read)
        where T : struct
    {
        if (given.Tokens is [{ Value: var text }] && read(text) is { } value)
        {
            return value;
        }

        given.AddError($"{name} must be {what}, not '{string.Join(' ', given.Tokens.Select(static token => token.Value))}'");
        return null;
    }
}
