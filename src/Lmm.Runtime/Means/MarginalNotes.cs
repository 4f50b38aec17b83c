using System.Globalization;
using Lmm.Variables;

namespace Lmm.Means;

/// <summary>What stands below tables of marginal means, slopes and contrasts: how they were found.</summary>
internal static class MarginalNotes
{
    /// <summary>How the estimates were averaged, by which method and criterion, and what readers have to know.</summary>
    /// <param name="settings">How they were found.</param>
    /// <param name="average">The averages.</param>
    /// <param name="shown">The variables whose levels are told apart.</param>
    public static IEnumerable<string> Of(MarginalSettings settings, GridAverage average, IReadOnlyList<string> shown)
    {
        GridVariable[] rest = [.. average.Variables.Where(variable => !shown.Contains(variable.Name))];
        if (settings.Weighting == MeansWeighting.Rows)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Averaged over the {settings.Grid.Value.RowCount} rows that were fitted.");
        }
        else if (rest.Where(static variable => variable.Labels.Length > 1).Select(static variable => variable.IsGiven ? $"{variable.Name} ({LevelLabel.List(variable.Labels)})" : variable.Name).ToArray() is { Length: > 0 } averaged)
        {
            yield return $"Averaged over the levels of {string.Join(", ", averaged)}, {(settings.Weighting == MeansWeighting.Equal ? "with equal weights" : "in proportion to their rows")}.";
        }

        string[] held = [.. rest.Where(variable => variable.Labels.Length == 1 && !variable.IsDiscrete && (settings.Weighting != MeansWeighting.Rows || variable.IsGiven)).Select(Held)];
        if (held.Length > 0)
        {
            yield return $"At {string.Join(", ", held)}.";
        }

        if (Interacting(settings, rest, shown) is { Length: > 0 } interacting)
        {
            yield return $"In an interaction with what is averaged over: {string.Join(", ", interacting)}.";
        }

        if (settings.IsTransformed)
        {
            yield return $"On the scale of {settings.ResponseName}.";
        }

        yield return Method(settings.Tests);
        foreach (string note in settings.Tests.Notes)
        {
            yield return note;
        }
    }

    private static string Held(GridVariable variable)
        => $"{variable.Name} = {Printing.RealFormat.FormatOne(variable.Values[0], Printing.SummaryDigits.Estimates)}{(variable.IsGiven ? "" : " (mean)")}";

    private static string[] Interacting(MarginalSettings settings, GridVariable[] rest, IReadOnlyList<string> shown)
    {
        string[] averaged = [.. rest.Where(variable => variable.Labels.Length > 1 && !variable.Parents.Any(shown.Contains)).Select(static variable => variable.Name)];
        return [.. shown.Where(name => settings.Grid.Value.Find(name)!.Interacting.Any(averaged.Contains))];
    }

    private static string Method(FixedEffectsTests tests)
    {
        string degrees = tests.Method switch
        {
            DegreesOfFreedomMethod.Normal => "Normal distribution",
            DegreesOfFreedomMethod.None => "No degrees of freedom",
            _ when tests.Estimate.ResidualDegreesOfFreedom is not null => "Degrees of freedom of the residuals",
            DegreesOfFreedomMethod.Satterthwaite => "Degrees of freedom by Satterthwaite's method",
            DegreesOfFreedomMethod.KenwardRoger => "Degrees of freedom by Kenward and Roger's method",
            _ => "Degrees of freedom by Kenward and Roger's method (observed information)",
        };
        string criterion = tests.Estimate.ResidualDegreesOfFreedom is not null ? "least squares" : tests.Estimate.Estimation == Estimation.MaximumLikelihood ? "maximum likelihood" : "REML";
        return $"{degrees}; fitted by {criterion}.";
    }
}
