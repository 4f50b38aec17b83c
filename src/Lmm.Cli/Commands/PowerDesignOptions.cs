using System.CommandLine;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary>The options that say in which designs a power is simulated, and with which effects.</summary>
internal sealed class PowerDesignOptions
{
    private readonly Option<string[]> _effects = new("--effect")
    {
        HelpName = "name=value",
        Description = "A coefficient to simulate with in place of its estimate, such as Days=5. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _along = new("--along") { HelpName = "g", Description = "The grouping factor along which the design grows or shrinks; --levels 10,20,40 are the numbers of its levels, a design each, for which levels are copied in turn under new names." };

    private readonly Option<string?> _copies = new("--copies") { HelpName = "n,n", Description = "How many copies of each row there are, a design each: more rows per group." };

    private readonly Option<double?> _alpha = new("--alpha")
    {
        HelpName = "share",
        Description = "The level of significance, between 0 and 1; by default 0.05.",
        CustomParser = CheckedNumber.Share("--alpha", "0.05"),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_effects);
        command.Add(_along);
        command.Add(_copies);
        command.Add(_alpha);
    }

    /// <summary>What they say.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="levelCounts">The numbers of levels; null for none.</param>
    /// <exception cref="InputException">An effect is no name with a number, a number of levels or copies is no whole number from one, or levels are given without a factor.</exception>
    public PowerOptions Options(ParseResult result, string? levelCounts)
    {
        string? along = result.GetValue(_along);
        IReadOnlyList<int>? levels = Counts("--levels", levelCounts);
        return along is null && levels is not null
            ? throw new InputException("--levels are those of a grouping factor; name it by --along, such as --along Subject")
            : PowerOptions.Default with
            {
                Effects = result.GetRequiredValue(_effects).Select(Effect).GroupBy(static effect => effect.Name).ToDictionary(static effect => effect.Key, static effect => effect.Last().Value),
                Along = along,
                Levels = levels,
                Copies = Counts("--copies", result.GetValue(_copies)),
                Alpha = result.GetValue(_alpha) ?? PowerOptions.Default.Alpha,
            };
    }

    // The last sign of equality is the one before the number: names may have others.
    private static (string Name, double Value) Effect(string text)
    {
        int at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? (text[..at].Trim(), value)
            : throw new InputException($"--effect: '{text}' is no coefficient with a number; write for instance --effect Days=5");
    }

    private static int[]? Counts(string option, string? text) => text is null ? null : [.. CommaList.Split(text).Select(count =>
        int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new InputException($"{option}: '{count}' is no whole number from 1; write for instance {option} 10,20,40"))];
}
