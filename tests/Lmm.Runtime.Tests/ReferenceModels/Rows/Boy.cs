namespace Lmm.Tests.ReferenceModels.Rows;

[Model("height ~ age + I(age^2) + (age + I(age^2) | Subject)")]
public struct Boy
{
    public double height;

    public double age;

    public int Subject;
}
