using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the class that the models of a row type share: what the variables of a row are, and the readers of rows.</summary>
internal static class RowEmitter
{
    /// <summary>The name of the method that tells the variables.</summary>
    public const string Variables = "Variables";

    /// <summary>The code for a row type, to stand in a file with others or alone.</summary>
    public static string Emit(RowSource source)
    {
        var writer = new SourceWriter();
        writer.Line();
        writer.Line($"// Rows of the type {CodeText.Comment(source.Row.DisplayName)}.");
        ModelEmitter.WriteExperiments(writer, Experiments(source.Row));
        writer.Open($"namespace {RowSource.Namespace}");
        writer.Line(ModelEmitter.Attributes);
        writer.Open($"internal static class {TypeNames.Escape(source.Name)}");
        WriteMembers(writer, source.Row);
        writer.Close();
        writer.Close();
        return writer.ToString();
    }

    /// <summary>The code within the class.</summary>
    public static string Members(RowType row)
    {
        var writer = new SourceWriter();
        WriteMembers(writer, row);
        return writer.ToString();
    }

    /// <summary>The values that go into a row, in the order in which they are read; none for a row that generated code cannot make.</summary>
    public static IEnumerable<RowInput> Inputs(RowType row) => row.Construction is { } construction ? construction.Arguments.Concat(construction.Members) : [];

    private static IEnumerable<string> Experiments(RowType row)
    {
        IEnumerable<string> columns = Inputs(row).Select(input => input.Column);
        return row.Experiments
            .Concat(row.Construction?.Experiments ?? EquatableArray<string>.Empty)
            .Concat(row.Members.Where(member => columns.Contains(member.Variable.Name)).SelectMany(member => member.Experiments))
            .Distinct();
    }

    private static void WriteMembers(SourceWriter writer, RowType row)
    {
        WriteVariables(writer, row);
        if (row.Construction is { } construction)
        {
            writer.Line();
            new RecordsEmitter(writer, row, construction).Write();
        }
    }

    private static void WriteVariables(SourceWriter writer, RowType row)
    {
        writer.Line("// What the binder is told of the variables.");
        writer.Line($"internal static {ModelSource.Runtime}.RowVariables {Variables}() => new {ModelSource.Runtime}.RowVariables()");
        int last = row.Members.Count - 1;
        for (int i = 0; i <= last; i++)
        {
            writer.Continue(Declaration(row.Members[i].Variable) + (i == last ? ";" : ""));
        }
    }

    private static string Declaration(VariableDeclaration variable)
    {
        string call = $".{variable.Type}({CodeText.Literal(variable.Name)}, {CodeText.Literal(variable.MemberName)}, {CodeText.Literal(variable.TypeName)})";
        if (variable.MayBeMissing)
        {
            call += ".MayBeMissing()";
        }

        if (variable.IsFactor)
        {
            call += $".Factor(ordered: {(variable.IsOrdered ? "true" : "false")})";
        }

        if (variable.Levels.Count > 0)
        {
            call += $".Levels({string.Join(", ", variable.Levels.Select(CodeText.Literal))})";
        }

        return variable.Contrast is { } contrasts ? call + $".Contrast({SpecEmitter.Contrasts(contrasts)})" : call;
    }
}
