namespace Lmm.Faults;

/// <summary>What became of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="CaughtBy">The test that failed; null where none did.</param>
/// <param name="Steps">How many of the room's steps were tried.</param>
internal sealed record Outcome(Fault Fault, string? CaughtBy, int Steps)
{
    /// <summary>How an outcome begins that no test noticed.</summary>
    public const string Survives = "**survives**";

    /// <summary>In a few words what became of it.</summary>
    public string Text => CaughtBy
        ?? (Fault.Reason is not null ? $"{Survives}: {Fault.Reason}"
        : Steps < Fault.Room.Steps.Count ? $"{Survives} the nearest tests; others were not tried"
        : Survives);

    /// <inheritdoc/>
    public override string ToString() => $"{Fault.Number,4}  {Fault.Room.Name,-12} {Fault}\n      {Text}";
}
