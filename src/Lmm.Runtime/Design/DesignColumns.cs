using Lmm.Formula.Binding;

namespace Lmm.Design;

/// <summary>Finds or computes the columns of a frame that a specification speaks of, each once.</summary>
/// <param name="spec">The specification.</param>
/// <param name="frame">The frame.</param>
internal sealed class DesignColumns(ModelSpec spec, CompleteCases frame)
{
    private readonly Dictionary<ColumnExpression, NumericColumn> _numeric = [];
    private readonly Dictionary<FactorComponent, CodedFactor> _coded = [];
    private readonly Dictionary<BasisComponent, BasisColumns> _bases = [];

    public TermPart[] Parts(ModelTerm term) => [.. term.Components.Select(Part)];

    public NumericColumn Numeric(ColumnExpression column)
    {
        if (!_numeric.TryGetValue(column, out NumericColumn? values))
        {
            values = column.Expression is VariableReference reference
                ? frame.Numeric(Name(reference.Variable)).As(column.Label)
                : frame.Compute(column.Label, new ExpressionCompiler(spec, frame).Compile(column.Expression));
            _numeric.Add(column, values);
        }

        return values;
    }

    public FactorColumn Grouping(GroupingFactor grouping) => grouping.Variables.Count == 1
        ? frame.Factor(Name(grouping.Variables[0])).As(grouping.Name)
        : frame.Factor(grouping.Name, [.. grouping.Variables.Select(Name)]);

    private TermPart Part(TermComponent component) => component switch
    {
        NumericComponent numeric => Numeric(numeric.Column),
        FactorComponent factor => Coded(factor),
        BasisComponent basis => Basis(basis),
        _ => throw new ArgumentException($"{frame.ModelName}: a component of the kind {component.GetType().Name} has no columns.", nameof(component)),
    };

    private CodedFactor Coded(FactorComponent component)
    {
        if (!_coded.TryGetValue(component, out CodedFactor? coded))
        {
            FactorColumn factor = frame.Factor(Name(component.Variable)).As(component.Label);
            if (component.Reference is { } reference)
            {
                factor = factor.Relevel(reference);
            }

            coded = component.Coding is { } coding ? factor.Contrasts(coding) : factor.Indicators();
            _coded.Add(component, coded);
        }

        return coded;
    }

    private BasisColumns Basis(BasisComponent component)
    {
        if (!_bases.TryGetValue(component, out BasisColumns? columns))
        {
            columns = frame.Basis(component.Label, component.Basis, Numeric(component.Argument));
            _bases.Add(component, columns);
        }

        return columns;
    }

    private string Name(int variable) => spec.Variables[variable].Name;
}
