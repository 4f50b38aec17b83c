namespace Lmm.Means;

/// <summary>A marginal mean or slope as a function of the coefficients.</summary>
/// <param name="Levels">The levels that it is of, in the order of the variables asked for.</param>
/// <param name="Function">Its coefficients, one per column of X.</param>
/// <param name="Offset">What the offsets add to it.</param>
/// <param name="Cells">The parts of the grid that it is an average of, each with its function; asked for where the mean is not estimable.</param>
internal sealed record MarginalFunction(FactorLevel[] Levels, double[] Function, double Offset, Func<IEnumerable<(FactorLevel[] Levels, double[] Function)>> Cells);
