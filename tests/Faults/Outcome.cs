namespace Lmm.Faults;

/// <summary>What became of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="CaughtBy">The test that failed; null where none did.</param>
internal sealed record Outcome(Fault Fault, string? CaughtBy)
{
    /// <summary>How an outcome begins that no test noticed.</summary>
    public const string Survives = "**survives**";

    /// <summary>In a few words what became of it.</summary>
    public string Text => CaughtBy ?? (Fault.Reason is null ? Survives : $"{Survives}: {Fault.Reason}");

    /// <inheritdoc/>
    public override string ToString() => $"{Fault.Number,4}  {Fault.Room.Name,-12} {Fault}\n      {Text}";
}
