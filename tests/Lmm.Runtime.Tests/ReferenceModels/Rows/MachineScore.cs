namespace Lmm.Tests.ReferenceModels.Rows;

[Model("score ~ Machine + (1 | Worker)", Name = "WorkerModel")]
[Model("score ~ Machine + (1 | Worker) + (1 | Worker:Machine)", Name = "NestedModel")]
[Model("score ~ Machine + (0 + Machine | Worker)", Name = "IndicatorModel")]
[Model("score ~ Machine + (Machine | Worker)")]
public readonly record struct MachineScore(decimal Score, string Machine, int Worker);
