namespace Lmm.Tests.ReferenceModels.Rows;

[Model("strength ~ 1 + (1 | batch/cask)")]
public sealed record Paste(double Strength, string Batch, string Cask);
