using Lmm.Coordinates;

namespace Lmm.Results;

/// <summary>What a file has of a linear model's fit besides its solution.</summary>
/// <param name="HasIntercept">Whether the formula has an intercept.</param>
/// <param name="ModelSumOfSquares">The variation of the fitted values, in the unit of the residual sum of squares.</param>
/// <param name="ResponseSize">The root mean square of the response less its offset.</param>
/// <param name="Coordinates">The columns of X in the solver's working ones.</param>
internal sealed record StoredLinearModel(bool HasIntercept, double ModelSumOfSquares, double ResponseSize, FixedEffectsCoordinates Coordinates);
