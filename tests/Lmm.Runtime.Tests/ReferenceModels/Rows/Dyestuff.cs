namespace Lmm.Tests.ReferenceModels.Rows;

[Model("Yield ~ 1 + (1 | Batch)")]
public sealed record Dyestuff(double Yield, string Batch);
