namespace Lmm.Benchmarks.Fits;

[Model("y ~ service + (1 | s) + (1 | d) + (1 | dept)")]
[Model("y ~ service * dept + (1 | s) + (1 | d)", Name = "DepartmentModel")]
internal sealed record Evaluation(
    [property: Variable("y")] int Rating,
    [property: Variable("s")] int Student,
    [property: Variable("d")] int Lecturer,
    [property: Variable("dept")] string Department,
    [Factor] int Service);

[Model("rt ~ spkr * prec * load + (spkr + prec + load | subj) + (spkr + prec + load | item)")]
internal sealed record Naming(
    [property: Variable("subj")] string Subject,
    [property: Variable("item")] string Item,
    [property: Variable("spkr")] double Speaker,
    [property: Variable("prec")] double Precedent,
    double Load,
    [property: Variable("rt")] double ResponseTime);

[Model("Reaction ~ Days + (Days | Subject)")]
internal sealed record SleepDay(double Reaction, int Days, int Subject);

[Model("score ~ Machine + (0 + Machine | Worker)")]
internal sealed record MachineScore(
    [property: Variable("score")] double Score,
    string Machine,
    string Worker);
