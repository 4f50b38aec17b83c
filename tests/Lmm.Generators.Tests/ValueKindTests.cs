using System.Reflection;
using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Tests;

/// <summary>What a member of a row is good for is the same whether the generator reads its symbol or a frame reads it by reflection.</summary>
public class ValueKindTests
{
    private static readonly string[] OtherTypes =
        ["System.TimeSpan", "System.TimeOnly", "System.DateTimeOffset", "System.Numerics.BigInteger", "System.Object", "System.Uri", "System.Version", "int[]", "Level", "Elsewhere.Guid"];

    private static readonly string[] Types = [.. ValueKinds.ByTypeName.Keys, .. OtherTypes];

    [Fact]
    public void Symbols_and_types_agree()
    {
        string members = string.Concat(Types.Select((type, i) => $"public {type} Plain{i} {{ get; set; }} public {type}? Maybe{i} {{ get; set; }}\n"));
        GeneratorRun run = GeneratorRun.Of("#pragma warning disable\n[Model(\"y ~ 1\")] public class Row { public double Y { get; set; }\n" + members + "} public enum Level { A, B } namespace Elsewhere { public struct Guid; }");
        using var image = new MemoryStream();
        Assert.True(run.Compilation.Emit(image).Success);

        RowType told = Assert.Single(run.Driver.GetRunResult().Results.Single().TrackedSteps[StepNames.Models].SelectMany(step => step.Outputs).Select(output => (ModelDeclaration)output.Value)).Row;
        ModelFrame frame = FrameOf(Assembly.Load(image.ToArray()).GetType("Row")!);
        Assert.Equal(1 + (2 * Types.Length), told.Members.Count);
        Assert.All(told.Members, member => Assert.Equal(
            (member.Variable.Name, member.Variable.Type),
            (member.Variable.Name, frame.Find(member.Variable.Name)?.Declaration.Type ?? VariableType.Other)));
        Assert.Equal(7, told.Members.Select(member => member.Variable.Type).Distinct().Count());
    }

    private static ModelFrame FrameOf(Type type)
    {
        Array rows = Array.CreateInstance(type, 1);
        rows.SetValue(Activator.CreateInstance(type), 0);
        MethodInfo from = typeof(ModelFrame).GetMethods().Single(method => method is { Name: nameof(ModelFrame.From), IsGenericMethod: true });
        return (ModelFrame)from.MakeGenericMethod(type).Invoke(null, [rows, CancellationToken.None])!;
    }
}
