namespace Lmm.Tests.ReferenceModels.Rows;

[Model("Preference ~ sens2 + Homesize + (sens2 | Consumer)")]
public sealed record Carrot(double? Preference, [property: Variable("sens2")] double? SecondSensoryAxis, [Factor] int? Homesize, int Consumer);
