namespace Lmm;

/// <summary>What to do with rows that lack a value of a variable the model uses.</summary>
public enum MissingValues
{
    /// <summary>Leave the row out and count it in the printout.</summary>
    Drop,

    /// <summary>Refuse to fit.</summary>
    Refuse,
}

/// <summary>How a model is fitted.</summary>
public sealed record FitOptions
{
    /// <summary>The options used where none are given.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>What to do with rows that lack a value; they are dropped by default.</summary>
    public MissingValues MissingValues { get; init; } = MissingValues.Drop;

    /// <summary>The most evaluations of the objective that the optimizer may spend.</summary>
    public int MaximumEvaluations { get; init; } = 10_000;

    /// <summary>The most threads that a fit may use; by default one per core. The results do not depend on it.</summary>
    public int MaximumThreads { get; init; } = Environment.ProcessorCount;
}
