using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the method that reads rows into typed columns.</summary>
internal static class RowsEmitter
{
    /// <summary>The method's name.</summary>
    public const string Method = "ReadRows";

    private static readonly string[] Locals = ["rows", "options", "fitted", "cancellationToken", "withResponse", "before", "frame", "row", "number", "count", "other"];

    /// <summary>Writes the method.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        writer.Line("// The rows' values as typed columns, read in one pass.");
        model.WriteMethodAttributes(writer);
        writer.Open($"private static {ModelSource.Runtime}.CompleteCases {Method}(global::System.Collections.Generic.IEnumerable<{model.Declaration.Row.TypeName}> rows, {ModelSource.Runtime}.FitOptions? options, {ModelSource.Runtime}.CompleteCases? fitted, global::System.Threading.CancellationToken cancellationToken{(model.IsMixed ? ", bool withResponse = true, long? before = null" : "")})");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(rows);");
        writer.Line($"{ModelSource.Runtime}.CompleteCasesBuilder frame = new({CodeText.Literal(model.Declaration.Name)}, Formula, options, fitted, {(model.IsMixed ? "withResponse, before, cancellationToken" : "cancellationToken: cancellationToken")});");

        List<Column> columns = Columns(model);
        foreach (Column column in columns)
        {
            writer.Line($"{ModelSource.Runtime}.{column.Builder(model)} {column.Local} = {column.Declare(model)};");
        }

        writer.Open("if (global::System.Linq.Enumerable.TryGetNonEnumeratedCount(rows, out int count))");
        writer.Line("frame.Reserve(count);");
        writer.Close();
        writer.Line();
        WriteLoop(writer, model, columns);
        writer.Line();
        writer.Line("return frame.Build();");
        writer.Close();
    }

    private static void WriteLoop(SourceWriter writer, ModelSource model, List<Column> columns)
    {
        RowType row = model.Declaration.Row;
        writer.Line("int number = 0;");
        writer.Open($"foreach ({row.TypeName} row in rows)");
        writer.Open("if ((number++ & 4095) == 0)");
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        writer.Close();
        writer.Line();
        if (row.MayBeNull)
        {
            writer.Open("if (row is null)");
            writer.Line($"throw new {ModelSource.Runtime}.ModelException({CodeText.Literal(model.Declaration.Name)}, {ModelSource.Runtime}.LmmErrorCode.MissingValue, string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $\"row {{{(model.IsMixed ? "(before ?? 0) + number" : "number")}}} is null; leave it out.\"));");
            writer.Close();
            writer.Line();
        }

        foreach (Column column in columns)
        {
            column.Add(writer, model);
        }

        writer.Close();
    }

    private static List<Column> Columns(ModelSource model)
    {
        var names = new NameScope(Locals);
        var columns = new List<Column>();
        foreach (ModelVariable variable in model.Spec.Variables)
        {
            if (variable.Use.HasFlag(VariableUse.Numeric))
            {
                columns.Add(new Column(variable, VariableUse.Numeric, Local(names, variable, "Number")));
            }

            if (variable.Use.HasFlag(VariableUse.Factor))
            {
                columns.Add(new Column(variable, VariableUse.Factor, Local(names, variable, "Level")));
            }

            if (variable.Use == VariableUse.Presence && ColumnEmitter.CanBeMissing(model.ValueOf(variable)))
            {
                columns.Add(new Column(variable, VariableUse.Presence, Local(names, variable, "Presence")));
            }
        }

        return columns;
    }

    private static string Local(NameScope names, ModelVariable variable, string suffix)
    {
        string local = names.Claim(NameScope.Camel(variable.Name), suffix);
        names.Claim(local + ColumnEmitter.ValueSuffix, suffix);
        return TypeNames.Escape(local);
    }

    /// <summary>A column of the frame and the local that builds it.</summary>
    private sealed record Column(ModelVariable Variable, VariableUse Use, string Local)
    {
        public string Declare(ModelSource model) => Use switch
        {
            VariableUse.Numeric => ColumnEmitter.DeclareNumeric(Variable, IsWeight(model)),
            VariableUse.Factor => ColumnEmitter.DeclareFactor(Variable, model.ValueOf(Variable)),
            _ => $"frame.Presence({CodeText.Literal(Variable.Name)})",
        };

        public string Builder(ModelSource model) => Use switch
        {
            VariableUse.Numeric => "NumericColumnBuilder",
            VariableUse.Factor => ColumnEmitter.FactorBuilder(Variable, model.ValueOf(Variable)),
            _ => "PresenceColumnBuilder",
        };

        private bool IsWeight(ModelSource model) => model.Spec.Weights is { } weights && model.Spec.Variables[weights] == Variable;

        public void Add(SourceWriter writer, ModelSource model)
        {
            string member = "row." + TypeNames.Escape(Variable.Declaration.MemberName);
            if (Use == VariableUse.Numeric)
            {
                writer.Line($"{Local}.Add({ColumnEmitter.Number(member, model.ValueOf(Variable))});");
            }
            else if (Use == VariableUse.Presence)
            {
                writer.Line($"{Local}.Add({ColumnEmitter.IsPresent(member, model.ValueOf(Variable))});");
            }
            else
            {
                ColumnEmitter.AddLevel(writer, Local, member, Variable, model.ValueOf(Variable));
            }
        }
    }
}
