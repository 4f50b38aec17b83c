namespace Lmm.Solver.Profiles;

/// <summary>Where a profile ends on one side.</summary>
/// <param name="Value">The parameter there, in working units; NaN when the profile could not be followed.</param>
/// <param name="IsAtBoundary">Whether it is the parameter's bound, or infinity, before which the deviance does not rise enough.</param>
/// <param name="Lowest">The lowest deviance on the way.</param>
internal readonly record struct ProfileLimit(double Value, bool IsAtBoundary, double Lowest)
{
    /// <summary>How far the deviance has risen there; null where it is the rise that was asked for, or is not known.</summary>
    public double? BoundaryRise { get; init; }
}
