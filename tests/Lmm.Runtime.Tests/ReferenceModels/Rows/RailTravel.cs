namespace Lmm.Tests.ReferenceModels.Rows;

[Model("travel ~ 1 + (1 | Rail)")]
public sealed record RailTravel(double Travel, uint Rail);
