using System.CommandLine;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary>How many draws there are, and by which seed.</summary>
internal sealed class DrawOptions
{
    private const long DefaultSeed = 1;

    private readonly int _usual;
    private readonly Option<int?> _draws;
    private readonly Option<long?> _seed;

    /// <summary>Makes the options.</summary>
    /// <param name="what">What is drawn, such as <c>responses to simulate</c>.</param>
    /// <param name="least">The fewest draws.</param>
    /// <param name="usual">How many there are where nobody says.</param>
    public DrawOptions(string what, int least, int usual)
    {
        _usual = usual;
        _draws = new Option<int?>("--draws")
        {
            HelpName = "n",
            Description = $"The number of {what}, {least} or more; by default {usual}.",
            CustomParser = given =>
            {
                if (given.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least)
                {
                    return value;
                }

                given.AddError($"--draws must be a whole number from {least}, not '{string.Join(' ', given.Tokens.Select(static token => token.Value))}'");
                return null;
            },
        };
        _seed = new Option<long?>("--seed")
        {
            HelpName = "s",
            Description = $"The seed, a whole number; by default {DefaultSeed}. The same seed gives the same numbers.",
            CustomParser = static given =>
            {
                if (given.Tokens is [{ Value: var text }] && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
                {
                    return value;
                }

                given.AddError($"--seed must be a whole number, not '{string.Join(' ', given.Tokens.Select(static token => token.Value))}'");
                return null;
            },
        };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_draws);
        command.Add(_seed);
    }

    /// <summary>Whether one of them was given.</summary>
    public bool AreGiven(ParseResult result) => result.GetValue(_draws) is not null || result.GetValue(_seed) is not null;

    /// <summary>The number of draws.</summary>
    public int Draws(ParseResult result) => result.GetValue(_draws) ?? _usual;

    /// <summary>The seed.</summary>
    public long Seed(ParseResult result) => result.GetValue(_seed) ?? DefaultSeed;
}
