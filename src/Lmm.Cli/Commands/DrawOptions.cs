using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>How many draws there are, and by which seed.</summary>
internal sealed class DrawOptions
{
    private const long DefaultSeed = 1;

    private readonly int _usual;
    private readonly Option<int?> _draws;
    private readonly Option<long?> _seed;

    /// <summary>Makes the options.</summary>
    /// <param name="draws">What <c>--draws</c> says, with the fewest and the usual number.</param>
    /// <param name="least">The fewest draws.</param>
    /// <param name="usual">How many there are where nobody says.</param>
    public DrawOptions(string draws, int least, int usual)
    {
        _usual = usual;
        _draws = new Option<int?>("--draws") { HelpName = "n", Description = draws, CustomParser = CheckedNumber.Count("--draws", least) };
        _seed = new Option<long?>("--seed")
        {
            HelpName = "s",
            Description = $"The seed, a whole number; by default {DefaultSeed}. The same seed gives the same numbers.",
            CustomParser = CheckedNumber.Whole("--seed"),
        };
    }

    /// <summary>The options of so many of something.</summary>
    /// <param name="what">What is drawn, such as <c>responses to simulate</c>.</param>
    /// <param name="least">The fewest draws.</param>
    /// <param name="usual">How many there are where nobody says.</param>
    public static DrawOptions Of(string what, int least, int usual) => new($"The number of {what}, {least} or more; by default {usual}.", least, usual);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_draws);
        command.Add(_seed);
    }

    /// <summary>Whether one of them was given.</summary>
    public bool AreGiven(ParseResult result) => result.GetValue(_draws) is not null || result.GetValue(_seed) is not null;

    /// <summary>The number of draws that was given; null for none.</summary>
    public int? GivenDraws(ParseResult result) => result.GetValue(_draws);

    /// <summary>The number of draws.</summary>
    public int Draws(ParseResult result) => result.GetValue(_draws) ?? _usual;

    /// <summary>The seed.</summary>
    public long Seed(ParseResult result) => result.GetValue(_seed) ?? DefaultSeed;
}
