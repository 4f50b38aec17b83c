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
        _writer.Open($"private static {ModelSource.Runtime}.ModelDesign {Method}({ModelSource.Runtime}.CompleteCases data)");
        WriteComputedColumns();
        _writer.Line($"var design = new {ModelSource.Runtime}.DesignBuilder(data);");
        _writer.Open("if (data.HasResponse)");
        WriteValues([_spec.Response]);
        _writer.Line($"design.Response({(IsVariable(_spec.Response) ? Column(_spec.Response) : Compute(_spec.Response))});");
        _writer.Close();
        _writer.Line();
        if (_spec.Weights is { } weights)
        {
            _writer.Open("if (!data.IsForPrediction)");
            _writer.Line($"design.Weights(data.Numeric({CodeText.Literal(_spec.Variables[weights].Name)}));");
            _writer.Close();
            _writer.Line();
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
            _writer.Line($"design.Random({Grouping(term.Grouping)}, {Binding}.{term.Covariance.Code}){string.Concat(term.Terms.Select(part => "." + Call(part)))};");
        }

        _writer.Line("return design.Build();");
        _writer.Close();
    }

    private void WriteComputedColumns()
    {
        List<ColumnExpression> computed = ColumnsOf(_spec).Where(column => !IsVariable(column)).ToList();
        WriteValues(computed);
        foreach (ColumnExpression column in computed.Where(column => !_computed.ContainsKey(column.Label)))
        {
            string local = Local(column.Label, "Column");
            _computed.Add(column.Label, local);
            _writer.Line($"var {local} = {Compute(column)};");
        }

        foreach (BasisComponent basis in ComponentsOf(_spec).OfType<BasisComponent>().Where(basis => !_computed.ContainsKey(BasisKey(basis))))
        {
            string local = Local(basis.Label, "Columns");
            _computed.Add(BasisKey(basis), local);
            _writer.Line($"var {local} = data.Basis({CodeText.Literal(basis.Label)}, {SpecEmitter.Basis(basis.Basis)}, {Column(basis.Argument)});");
        }
    }

    // A basis and its argument can have one label: neither is the other.
    private static string BasisKey(BasisComponent basis) => "basis " + basis.Label;

    private void WriteValues(IEnumerable<ColumnExpression> columns)
    {
        foreach (int variable in columns.Where(column => !IsVariable(column)).SelectMany(column => ExpressionEmitter.VariablesOf(column.Expression)).Distinct())
        {
            if (!_values.ContainsKey(variable))
            {
                string name = _spec.Variables[variable].Name;
                _values[variable] = Local(name, "Values");
                _writer.Line($"var {_values[variable]} = data.Numeric({CodeText.Literal(name)});");
            }
        }
    }

    private string Compute(ColumnExpression column)
    {
        var expressions = new ExpressionEmitter(variable => _values[variable] + "[row]");
        return $"data.Compute({CodeText.Literal(column.Label)}, row => {expressions.Emit(column.Expression)})";
    }

    private static IEnumerable<TermComponent> ComponentsOf(ModelSpec spec)
        => spec.FixedTerms.Concat(spec.RandomTerms.SelectMany(term => term.Terms)).SelectMany(term => term.Components);

    private static IEnumerable<ColumnExpression> ColumnsOf(ModelSpec spec)
        => spec.Offsets.Concat(ComponentsOf(spec).Select(component => component switch
            {
                NumericComponent numeric => numeric.Column,
                BasisComponent basis => basis.Argument,
                _ => null,
            }).OfType<ColumnExpression>());

    // A variable under its own name is in the frame; under another label, as I(x), it is a column of that label.
    private bool IsVariable(ColumnExpression column)
        => column.Expression is VariableReference reference && _spec.Variables[reference.Variable].Name == column.Label;

    private string Local(string label, string suffix) => TypeNames.Escape(_names.Claim(NameScope.Camel(label), suffix));

    private string Column(ColumnExpression column) => IsVariable(column) ? $"data.Numeric({CodeText.Literal(column.Label)})" : _computed[column.Label];

    private string Call(ModelTerm term) => term.IsIntercept
        ? "Intercept()"
        : $"Term({CodeText.Literal(term.Label)}, {CodeText.Collection(term.Components.Select(Part))})";

    private string Part(TermComponent component) => component switch
    {
        NumericComponent numeric => Column(numeric.Column),
        FactorComponent { Coding: { } contrasts } factor => $"{Factor(factor)}.Contrasts({SpecEmitter.Contrasts(contrasts)})",
        FactorComponent factor => $"{Factor(factor)}.Indicators()",
        BasisComponent basis => _computed[BasisKey(basis)],
        _ => throw new NotSupportedException(component.ToString()),
    };

    private string Grouping(GroupingFactor grouping)
    {
        EquatableArray<int> variables = grouping.Variables;
        return variables.Count == 1
            ? Factor(variables[0])
            : $"data.Factor({CodeText.Literal(grouping.Name)}, {CodeText.Collection(variables.Select(variable => CodeText.Literal(_spec.Variables[variable].Name)))})";
    }

    private string Factor(FactorComponent factor)
    {
        string name = _spec.Variables[factor.Variable].Name == factor.Label ? "" : $".As({CodeText.Literal(factor.Label)})";
        string order = factor.Reference is { } reference ? $".Relevel({CodeText.Literal(reference)})" : "";
        return Factor(factor.Variable) + name + order;
    }

    private string Factor(int variable) => $"data.Factor({CodeText.Literal(_spec.Variables[variable].Name)})";
}
