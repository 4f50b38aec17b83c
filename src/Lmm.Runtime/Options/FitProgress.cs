using System.Globalization;

namespace Lmm;

/// <summary>How far a fit, the fits of many responses, or the work on intervals are.</summary>
public readonly record struct FitProgress
{
    internal FitProgress(FitStage stage, long done = 0, long? total = null, double? objective = null)
    {
        Stage = stage;
        Done = done;
        Total = total;
        Objective = objective;
    }

    /// <summary>What is being done.</summary>
    public FitStage Stage { get; }

    /// <summary>The number of rows that are read, of evaluations of the criterion, of responses, limits or draws that are done; zero of other stages.</summary>
    public long Done { get; }

    /// <summary>How many there will be; null where nobody knows.</summary>
    public long? Total { get; }

    /// <summary>The criterion at the last evaluation of a search: infinite where it has no value; null in other stages.</summary>
    public double? Objective { get; }

    /// <summary>The stage, and how much of it is done.</summary>
    public override string ToString() => (Total, Objective) switch
    {
        ({ } total, _) => string.Create(CultureInfo.InvariantCulture, $"{Stage}: {Done} of {total}"),
        (_, { } objective) => string.Create(CultureInfo.InvariantCulture, $"{Stage}: {Done}, objective {objective:G7}"),
        _ when Done > 0 => string.Create(CultureInfo.InvariantCulture, $"{Stage}: {Done}"),
        _ => Stage.ToString(),
    };
}
