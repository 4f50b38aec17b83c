using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Formula.Plan;

namespace Lmm.Cells;

/// <summary>Takes the steps of a design on rows that stand for cells: what reads keys alone is computed as ever, of all else the products of terms are given.</summary>
/// <param name="spec">The model.</param>
/// <param name="plan">Which numbers are summed.</param>
/// <param name="rows">The rows, with the variables that are keys.</param>
/// <param name="numbers">The values of the plan's numbers, by row; null for ones.</param>
/// <param name="weights">The weights of the rows.</param>
internal sealed class CellDriver(ModelSpec spec, CellPlan plan, CompleteCases rows, double[]?[] numbers, double[] weights) : IDesignDriver<CellDriver.Number, FactorColumn, CellDriver.Part>
{
    private readonly DesignBuilder _builder = new(rows, new ModelTerms(spec));
    private readonly List<int> _fixedNumbers = [];
    private readonly List<List<int>> _randomNumbers = [];

    /// <summary>A number of a formula.</summary>
    /// <param name="Label">Its label.</param>
    /// <param name="Column">Its values; null for one that is known in sums only.</param>
    internal sealed record Number(string Label, NumericColumn? Column);

    /// <summary>A part of a term.</summary>
    /// <param name="Label">Its label.</param>
    /// <param name="Columns">Its columns; null for a number that is known in sums only.</param>
    internal sealed record Part(string Label, TermPart? Columns);

    /// <summary>The number that each column of the design is a multiple of, with the place in the plan.</summary>
    public ColumnNumbers ColumnNumbers => new([.. _fixedNumbers], [.. _randomNumbers.Select(static term => term.ToArray())]);

    /// <summary>The design by the steps that were taken.</summary>
    public ModelDesign Build()
    {
        if (plan.HasResponse)
        {
            _builder.Response(new NumericColumn(spec.Response.Label, numbers[^1]!));
        }

        _builder.Weights(new NumericColumn(spec.Weights is { } variable ? spec.Variables[variable].Name : "", weights));
        return _builder.Build();
    }

    Number IDesignDriver<Number, FactorColumn, Part>.Variable(string name)
    {
        int index = spec.Variables.Index().First(variable => variable.Item.Name == name).Index;
        return new(name, plan.IsKnown(new ColumnExpression(name, new VariableReference(index))) ? rows.Numeric(name) : null);
    }

    Number IDesignDriver<Number, FactorColumn, Part>.Compute(ColumnExpression column)
        => new(column.Label, plan.IsKnown(column) ? rows.Compute(column.Label, new FrameExpressions(spec, rows).Compile(column.Expression)) : null);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.Factor(string name) => rows.Factor(name);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.FactorOf(Number column) => rows.FactorOf(column.Column!);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.TruthOf(Number column) => rows.TruthOf(column.Column!);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.Cross(string name, IReadOnlyList<FactorColumn> factors) => rows.Factor(name, [.. factors]);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.Rename(FactorColumn factor, string label) => factor.As(label);

    FactorColumn IDesignDriver<Number, FactorColumn, Part>.Relevel(FactorColumn factor, string reference) => factor.Relevel(reference);

    Part IDesignDriver<Number, FactorColumn, Part>.Number(Number column) => new(column.Label, column.Column);

    Part IDesignDriver<Number, FactorColumn, Part>.Basis(BasisComponent basis, Number argument) => new(basis.Label, rows.Basis(basis.Label, basis.Basis, argument.Column!));

    Part IDesignDriver<Number, FactorColumn, Part>.Contrasts(FactorColumn factor, FactorContrasts contrasts) => new(factor.Name, factor.Contrasts(contrasts));

    Part IDesignDriver<Number, FactorColumn, Part>.Indicators(FactorColumn factor) => new(factor.Name, factor.Indicators());

    void IDesignDriver<Number, FactorColumn, Part>.Response(Func<Number> response)
    {
    }

    void IDesignDriver<Number, FactorColumn, Part>.Weights(Func<Number> weights)
    {
    }

    void IDesignDriver<Number, FactorColumn, Part>.Offset(Number offset)
    {
    }

    void IDesignDriver<Number, FactorColumn, Part>.Term(PlannedTerm<Part> term)
    {
        if (term.IsIntercept)
        {
            _fixedNumbers.Add(ColumnNumbers.None);
            _builder.Intercept();
        }
        else
        {
            _builder.Term(term.Label, Columns(term, _fixedNumbers));
        }
    }

    void IDesignDriver<Number, FactorColumn, Part>.Random(FactorColumn grouping, CovarianceStructure covariance, IReadOnlyList<PlannedTerm<Part>> terms)
    {
        RandomTermBuilder random = _builder.Random(grouping, covariance);
        _randomNumbers.Add([]);
        foreach (PlannedTerm<Part> term in terms)
        {
            if (term.IsIntercept)
            {
                _randomNumbers[^1].Add(ColumnNumbers.None);
                random.Intercept();
            }
            else
            {
                random.Term(term.Label, Columns(term, _randomNumbers[^1]));
            }
        }
    }

    // The first of the parts that are known in sums only has the product of them all, the others are ones, so that names and order stay.
    private TermPart[] Columns(PlannedTerm<Part> term, List<int> columnNumbers)
    {
        string[] summed = [.. term.Parts.Where(static part => part.Columns is null).Select(static part => part.Label)];
        int number = summed.Length == 0 ? ColumnNumbers.None : plan.Numbers.Index().First(known => known.Item.Label == CellPlan.LabelOf(summed)).Index;
        columnNumbers.AddRange(Enumerable.Repeat(number, term.Parts.Aggregate(1, static (count, part) => count * (part.Columns?.Names.Count ?? 1))));
        if (number == ColumnNumbers.None)
        {
            return [.. term.Parts.Select(static part => part.Columns!)];
        }

        bool isFirst = true;
        var parts = new TermPart[term.Parts.Count];
        for (int place = 0; place < parts.Length; place++)
        {
            Part part = term.Parts[place];
            parts[place] = part.Columns ?? new NumericColumn(part.Label, (isFirst ? numbers[number] : null) ?? _builder.Ones());
            isFirst &= part.Columns is not null;
        }

        return parts;
    }
}
