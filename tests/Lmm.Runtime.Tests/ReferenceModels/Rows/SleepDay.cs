namespace Lmm.Tests.ReferenceModels.Rows;

[Model("Reaction ~ Days + (1 | Subject)", Name = "RandomInterceptModel")]
[Model("Reaction ~ Days + (Days | Subject)")]
[Model("Reaction ~ Days + (Days || Subject)", Name = "UncorrelatedModel")]
[Model("Reaction ~ Days + (0 + Days | Subject)", Name = "RandomSlopeModel")]
public sealed record SleepDay(double Reaction, int Days, int Subject);
