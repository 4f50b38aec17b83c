using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the method that turns columns into a design.</summary>
internal sealed class DesignEmitter
{
    /// <summary>The method's name.</summary>
    public const string Method = "DesignOf";

    private const string Binding = "global::Lmm.Formula.Binding";

    private readonly SourceWriter _writer;
    private readonly ModelSpec _spec;
    private readonly NameScope _names = new(["data", "design", "row"]);
    private readonly Dictionary<string, string> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _values = [];

    private DesignEmitter(SourceWriter writer, ModelSpec spec)
    {
        _writer = writer;
        _spec = spec;
    }

    /// <summary>Writes the method.</summary>
    public static void Write(SourceWriter writer, ModelSource model) => new DesignEmitter(writer, model.Spec).Write(model);

    private void Write(ModelSource model)
    {
        _writer.Line("// The columns of the design, term by term.");
        model.WriteMethodAttributes(_writer);
        _writer.Open($"private static {ModelSource.Runtime}.ModelDesign {Method}({ModelSource.Runtime}.ModelFrame data)");
        WriteComputedColumns();
        _writer.Line($"var design = new {ModelSource.Runtime}.DesignBuilder(data);");
        _writer.Line($"design.Response({Column(_spec.Response)});");
        if (_spec.Weights is { } weights)
        {
            _writer.Line($"design.Weights(data.Numeric({CodeText.Literal(_spec.Variables[weights].Name)}));");
        }

        foreach (ColumnExpression offset in _spec.Offsets)
        {
            _writer.Line($"design.Offset({Column(offset)});");
        }

        foreach (ModelTerm term in _spec.FixedTerms)
        {
            _writer.Line($"design.{Call(term)};");
        }

        foreach (RandomTerm term in _spec.RandomTerms)
        {
            _writer.Line($"design.Random({Grouping(term.Grouping)}, {Binding}.CovarianceStructure.{term.Covariance}){string.Concat(term.Terms.Select(part => "." + Call(part)))};");
        }

        _writer.Line("return design.Build();");
        _writer.Close();
    }

    private void WriteComputedColumns()
    {
        List<ColumnExpression> computed = ColumnsOf(_spec).Where(column => !IsVariable(column)).ToList();
        foreach (int variable in computed.SelectMany(column => ExpressionEmitter.VariablesOf(column.Expression)).Distinct())
        {
            string name = _spec.Variables[variable].Name;
            _values[variable] = Local(name, "Values");
            _writer.Line($"double[] {_values[variable]} = data.Numeric({CodeText.Literal(name)}).Values;");
        }

        var expressions = new ExpressionEmitter(variable => _values[variable] + "[row]");
        foreach (ColumnExpression column in computed.Where(column => !_computed.ContainsKey(column.Label)))
        {
            string local = Local(column.Label, "Column");
            _computed.Add(column.Label, local);
            _writer.Line($"var {local} = data.Compute({CodeText.Literal(column.Label)}, row => {expressions.Emit(column.Expression)});");
        }
    }

    private static IEnumerable<ColumnExpression> ColumnsOf(ModelSpec spec)
        => spec.Offsets
            .Prepend(spec.Response)
            .Concat(spec.FixedTerms
                .Concat(spec.RandomTerms.SelectMany(term => term.Terms))
                .SelectMany(term => term.Components)
                .OfType<NumericComponent>()
                .Select(component => component.Column));

    // A variable under its own name is in the frame; under another label, as I(x), it is a column of that label.
    private bool IsVariable(ColumnExpression column)
        => column.Expression is VariableReference reference && _spec.Variables[reference.Variable].Name == column.Label;

    private string Local(string label, string suffix) => TypeNames.Escape(_names.Claim(NameScope.Camel(label), suffix));

    private string Column(ColumnExpression column) => IsVariable(column) ? $"data.Numeric({CodeText.Literal(column.Label)})" : _computed[column.Label];

    private string Call(ModelTerm term) => term.IsIntercept
        ? "Intercept()"
        : $"Term({CodeText.Literal(term.Label)}, {string.Join(", ", term.Components.Select(Part))})";

    private string Part(TermComponent component) => component switch
    {
        NumericComponent numeric => Column(numeric.Column),
        FactorComponent { Coding: { } coding } factor => $"{Factor(factor.Variable)}.Contrasts({Binding}.ContrastCoding.{coding})",
        FactorComponent factor => $"{Factor(factor.Variable)}.Indicators()",
        _ => throw new NotSupportedException(component.ToString()),
    };

    private string Grouping(GroupingFactor grouping)
    {
        EquatableArray<int> variables = grouping.Variables;
        return variables.Count == 1
            ? Factor(variables[0])
            : $"data.Factor({CodeText.Literal(grouping.Name)}, {string.Join(", ", variables.Select(variable => CodeText.Literal(_spec.Variables[variable].Name)))})";
    }

    private string Factor(int variable) => $"data.Factor({CodeText.Literal(_spec.Variables[variable].Name)})";
}
