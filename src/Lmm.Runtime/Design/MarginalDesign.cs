namespace Lmm.Design;

/// <summary>A design of some terms of a model, whose rows have the sums that these terms need, and no others.</summary>
/// <param name="Design">The design.</param>
/// <param name="Terms">Which of the model's random terms its own are, ascending.</param>
/// <param name="HasFixedEffects">Whether it has X and the response; else it tells how its random terms meet.</param>
internal sealed record MarginalDesign(ModelDesign Design, int[] Terms, bool HasFixedEffects);
