namespace Lmm.Tests.ReferenceModels.Rows;

[Model("diameter ~ 1 + (1 | plate) + (1 | sample)")]
public sealed record Penicillin(double Diameter, string Plate, char Sample);
