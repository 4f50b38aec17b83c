namespace Lmm.Tests.ReferenceModels.Rows;

[Model("y ~ service + (1 | s) + (1 | d) + (1 | dept)")]
[Model("y ~ service * dept + (1 | s) + (1 | d)", Name = "DepartmentModel")]
public sealed record Evaluation(
    [property: Variable("y")] sbyte Rating,
    [property: Variable("s")] int Student,
    [property: Variable("d")] int Lecturer,
    [property: Variable("dept")] string Department,
    [Factor] int Service);
