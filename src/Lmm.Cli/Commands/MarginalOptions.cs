using System.CommandLine;
using System.Globalization;

namespace Lmm.Cli.Commands;

/// <summary>The options that marginal means and slopes share.</summary>
internal sealed class MarginalOptions
{
    private static readonly (string Name, MeansWeighting Weighting)[] Weightings =
    [
        ("equal", MeansWeighting.Equal), ("proportional", MeansWeighting.Proportional), ("rows", MeansWeighting.Rows),
    ];

    private static readonly (string Name, MultiplicityAdjustment Adjustment)[] Adjustments =
    [
        ("tukey", MultiplicityAdjustment.Tukey), ("bonferroni", MultiplicityAdjustment.Bonferroni), ("holm", MultiplicityAdjustment.Holm),
        ("sidak", MultiplicityAdjustment.Sidak), ("mvt", MultiplicityAdjustment.MultivariateT), ("dunnett", MultiplicityAdjustment.MultivariateT),
        ("none", MultiplicityAdjustment.None),
    ];

    private static readonly (string Name, ContrastKind Kind)[] Kinds =
    [
        ("pairwise", ContrastKind.Pairwise), ("control", ContrastKind.Control), ("sequential", ContrastKind.Sequential), ("polynomial", ContrastKind.Polynomial), ("effect", ContrastKind.Effect),
    ];

    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();
    private readonly LevelOption _level = new();

    private readonly Option<string[]> _at = new("--at")
    {
        HelpName = "name=value,…",
        Description = "The value of a covariate, or several, as x=1,2; may be given for several covariates. Results are averaged over several values unless --of or --by names the covariate too. By default covariates are at their means.",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _weighting = new("--weights-of")
    {
        HelpName = "equal|proportional|rows",
        Description = "How to average over other factors: all levels with equal weights (the default), in proportion to their rows, or over the rows with their own covariates.",
    };

    private readonly Option<bool> _pairs = new("--pairs") { Description = "Compare all pairs of levels; the same as --contrasts pairwise." };

    private readonly Option<string?> _contrasts = new("--contrasts")
    {
        HelpName = "kind",
        Description = "Contrasts of the levels: pairwise, control (each less the first), sequential (each less the one before), polynomial, or effect (each less the mean of all).",
    };

    private readonly Option<string?> _adjust = new("--adjust")
    {
        HelpName = "method",
        Description = "How p-values of contrasts allow for their number: tukey (the default of pairs), bonferroni, holm, sidak, mvt (multivariate t; for a control Dunnett's method), or none.",
    };

    private readonly Option<bool> _limits = new("--limits") { Description = "Write the confidence limits of contrasts below their tests, adjusted by the same method; JSON has them always." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _weighting.AcceptOnlyFromAmong([.. Weightings.Select(static entry => entry.Name)]);
        _adjust.AcceptOnlyFromAmong([.. Adjustments.Select(static entry => entry.Name)]);
        _contrasts.AcceptOnlyFromAmong([.. Kinds.Select(static entry => entry.Name)]);
        command.Add(_at);
        command.Add(_weighting);
        command.Add(_pairs);
        command.Add(_contrasts);
        command.Add(_adjust);
        command.Add(_limits);
        _level.AddTo(command);
        _degreesOfFreedom.AddTo(command);
    }

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method(ParseResult result) => _degreesOfFreedom.Method(result);

    /// <summary>True when confidence limits of contrasts were asked for.</summary>
    public bool HasLimits(ParseResult result) => result.GetValue(_limits);

    /// <summary>Means or slopes as they were asked for.</summary>
    /// <exception cref="InputException">A value of a covariate is not written as name=value.</exception>
    public TSelf Asked<TSelf>(ParseResult result, MarginalAverages<TSelf> averages)
        where TSelf : MarginalAverages<TSelf>
    {
        MeansWeighting weighting = result.GetValue(_weighting) is { } name ? Weightings.Single(entry => entry.Name == name).Weighting : MeansWeighting.Equal;
        return (result.GetValue(_at) ?? []).Select(Value).Aggregate(averages.Weighted(weighting).AtLevel(_level.Of(result)), static (asked, given) => asked.At(given.Covariate, given.Values));
    }

    /// <summary>The contrasts that were asked for; null for none.</summary>
    /// <exception cref="InputException">An adjustment or limits are asked for, and no contrasts.</exception>
    public ContrastTable? Contrasts(ParseResult result, MarginalTable table)
    {
        ContrastKind? kind = result.GetValue(_contrasts) is { } name ? Kinds.Single(entry => entry.Name == name).Kind : result.GetValue(_pairs) ? ContrastKind.Pairwise : null;
        MultiplicityAdjustment? adjustment = result.GetValue(_adjust) is { } method ? Adjustments.Single(entry => entry.Name == method).Adjustment : null;
        if (kind is null && adjustment is not null)
        {
            throw new InputException("--adjust is of contrasts; add --pairs or --contrasts, or leave it out");
        }

        if (kind is null && HasLimits(result))
        {
            throw new InputException("--limits are of contrasts; add --pairs or --contrasts, or leave it out");
        }

        return kind is { } wanted ? table.Contrasts(wanted, adjustment) : null;
    }

    private static (string Covariate, double[] Values) Value(string text)
    {
        int equals = text.LastIndexOf('=');
        string[] values = equals > 0 ? [.. CommaList.Split(text[(equals + 1)..])] : [];
        var numbers = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new InputException($"--at {text}: '{values[i]}' is no number; write --at name=1,2");
            }
        }

        return numbers.Length > 0 ? (text[..equals].Trim(), numbers) : throw new InputException($"--at {text}: there is no value; write --at name=1 or --at name=1,2");
    }
}
