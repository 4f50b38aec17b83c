using Lmm.Faults;

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
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public MissingValues MissingValues { get; init => field = Allowed.Member(value, nameof(MissingValues)); } = MissingValues.Drop;

    /// <summary>The most evaluations of the objective that the optimizer may spend, one or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int MaximumEvaluations { get; init => field = Allowed.AtLeast(1, value, nameof(MaximumEvaluations)); } = 10_000;

    /// <summary>The method of the tests that a fit prints and has at hand first; Satterthwaite's by default. Others are to be had of the fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public DegreesOfFreedomMethod DegreesOfFreedom { get; init => field = Allowed.Member(value, nameof(DegreesOfFreedom)); } = DegreesOfFreedomMethod.Satterthwaite;

    /// <summary>The most threads that a fit may use, one or more; by default one per core. The results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int MaximumThreads { get; init => field = Allowed.AtLeast(1, value, nameof(MaximumThreads)); } = Environment.ProcessorCount;
}
