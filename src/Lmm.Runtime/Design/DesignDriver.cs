using Lmm.Formula.Binding;
using Lmm.Formula.Plan;

namespace Lmm.Design;

/// <summary>Takes the steps of a design on the rows themselves.</summary>
/// <param name="spec">The specification.</param>
/// <param name="rows">The rows.</param>
internal sealed class DesignDriver(ModelSpec spec, CompleteCases rows) : IDesignDriver<NumericColumn, FactorColumn, TermPart>
{
    private readonly DesignBuilder _builder = new(rows, new ModelTerms(spec));

    /// <summary>The design by the steps that were taken.</summary>
    /// <exception cref="ModelException">The data cannot be fitted.</exception>
    public ModelDesign Build() => _builder.Build();

    public NumericColumn Variable(string name) => rows.Numeric(name);

    public NumericColumn Compute(ColumnExpression column) => rows.Compute(column.Label, new FrameExpressions(spec, rows).Compile(column.Expression));

    public FactorColumn Factor(string name) => rows.Factor(name);

    public FactorColumn FactorOf(NumericColumn column) => rows.FactorOf(column);

    public FactorColumn TruthOf(NumericColumn column) => rows.TruthOf(column);

    public FactorColumn Cross(string name, IReadOnlyList<FactorColumn> factors) => rows.Factor(name, [.. factors]);

    public FactorColumn Rename(FactorColumn factor, string label) => factor.As(label);

    public FactorColumn Relevel(FactorColumn factor, string reference) => factor.Relevel(reference);

    public TermPart Number(NumericColumn column) => column;

    public TermPart Basis(BasisComponent basis, NumericColumn argument) => rows.Basis(basis.Label, basis.Basis, argument);

    public TermPart Contrasts(FactorColumn factor, FactorContrasts contrasts) => factor.Contrasts(contrasts);

    public TermPart Indicators(FactorColumn factor) => factor.Indicators();

    public void Response(Func<NumericColumn> response)
    {
        if (rows.HasResponse)
        {
            _builder.Response(response());
        }
    }

    public void Weights(Func<NumericColumn> weights)
    {
        if (!rows.IsForPrediction)
        {
            _builder.Weights(weights());
        }
    }

    public void Offset(NumericColumn offset) => _builder.Offset(offset);

    public void Term(PlannedTerm<TermPart> term)
    {
        if (term.IsIntercept)
        {
            _builder.Intercept();
        }
        else
        {
            _builder.Term(term.Label, [.. term.Parts]);
        }
    }

    public void Random(FactorColumn grouping, CovarianceStructure covariance, IReadOnlyList<PlannedTerm<TermPart>> terms)
    {
        RandomTermBuilder random = _builder.Random(grouping, covariance);
        foreach (PlannedTerm<TermPart> term in terms)
        {
            _ = term.IsIntercept ? random.Intercept() : random.Term(term.Label, [.. term.Parts]);
        }
    }
}
