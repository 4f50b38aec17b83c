namespace Lmm.Tests.ReferenceModels.Rows;

public enum Recipe
{
    A,
    B,
    C,
}

[Model("angle ~ recipe * temperature + (1 | recipe:replicate)")]
public sealed record Cake(short Angle, Recipe Recipe, [Factor] int Temperature, byte Replicate);
