namespace Lmm.Tests.ReferenceModels.Rows;

[Model("Thickness ~ 1 + (1 | Lot/Wafer)", Name = "WaferModel")]
[Model("Thickness ~ Source + (Source | Lot) + (Source | Lot:Wafer)", Name = "SourceModel")]
public sealed class OxideLayer
{
    public float Thickness { get; init; }

    [Factor]
    public int Source { get; init; }

    public int Lot { get; init; }

    public long Wafer { get; init; }
}
