using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Variables;
using Lmm.Variables.Bases;

namespace Lmm.Prediction;

/// <summary>A number: its place among those of a row, and what it is called.</summary>
internal sealed record RowNumber(int Place, string Label);

/// <summary>A factor: the place of its code among those of a row, and the factor of the rows that were fitted, whose codes these are.</summary>
internal sealed record RowFactor(int Place, FactorColumn Fitted);

/// <summary>
/// Takes the steps of a design for rows that come one at a time: what a term needs is laid out once, as places in a row and steps between them, by what
/// the fitted rows have taught.
/// </summary>
internal sealed class RowPlan : IDesignDriver<RowNumber, RowFactor, RowPart>
{
    private readonly ModelSpec _spec;
    private readonly CompleteCases _fitted;
    private readonly Dictionary<string, RowNumber> _variables = [];
    private readonly Dictionary<string, RowFactor> _factors = [];
    private readonly List<RowStep> _steps = [];
    private readonly List<RowStep> _slopeSteps = [];
    private readonly List<int> _offsets = [];
    private readonly List<RowPart[]> _fixedTerms = [];
    private readonly List<RandomRowTerm> _randomTerms = [];
    private int _numbers;
    private int _codes;

    private RowPlan(ModelSpec spec, CompleteCases fitted)
    {
        _spec = spec;
        _fitted = fitted;
        foreach (ModelVariable variable in spec.Variables.Where(static variable => !variable.IsOutcome))
        {
            if (variable.Use.HasFlag(VariableUse.Numeric))
            {
                _variables.Add(variable.Name, NewNumber(variable.Name));
            }

            if (variable.Use.HasFlag(VariableUse.Factor))
            {
                _factors.Add(variable.Name, new RowFactor(_codes++, fitted.Factor(variable.Name)));
            }
        }
    }

    /// <summary>Lays out the predictions of a model that was fitted.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="fitted">The rows that were fitted.</param>
    /// <param name="beta">The coefficients, NaN where they are not estimable.</param>
    /// <param name="modes">The conditional modes of each random-effects term, by level and effect.</param>
    public static RowPredictor Of(ModelSpec spec, CompleteCases fitted, double[] beta, double[][] modes)
    {
        RowPlan plan = new(spec, fitted);
        DesignPlan.Drive(spec, plan);
        return new RowPredictor([.. plan._steps], [.. plan._offsets], new RowTerms([.. plan._fixedTerms]), [.. plan._randomTerms], beta, modes)
        {
            NumberCount = plan._numbers,
            CodeCount = plan._codes,
        };
    }

    /// <summary>Lays out the rows of X.</summary>
    /// <param name="spec">The model that was fitted.</param>
    /// <param name="fitted">The rows that were fitted.</param>
    public static FixedEffectsRows FixedEffectsOf(ModelSpec spec, CompleteCases fitted)
    {
        ModelSpec fixedOnly = spec with { RandomTerms = [] };
        RowPlan plan = new(fixedOnly, fitted);
        DesignPlan.Drive(fixedOnly, plan);
        return new FixedEffectsRows([.. plan._steps], [.. plan._slopeSteps], [.. plan._offsets], new RowTerms([.. plan._fixedTerms]))
        {
            Variables = [.. plan._variables.Keys],
            Factors = [.. plan._factors.Select(static factor => (factor.Key, factor.Value.Fitted))],
            NumberCount = plan._numbers,
            CodeCount = plan._codes,
        };
    }

    public RowNumber Variable(string name) => _variables[name];

    public RowNumber Compute(ColumnExpression column)
    {
        int[] compared = [.. column.Expression.Leaves.SelectMany(FactorsOf).Select(factor => factor.Place)];
        ExpressionCompiler<PredictedRow> compiler = new(Leaf);
        Func<PredictedRow, double> value = compiler.Compile(column.Expression);
        Func<PredictedRow, double> slope = new ExpressionSlopes<PredictedRow>(compiler, SlopeOfLeaf).Compile(column.Expression);
        int place = _numbers;
        _steps.Add(row => HasLevels(row, compared) && double.IsFinite(row.Numbers[place] = value(row)));
        _slopeSteps.Add(row => double.IsFinite(row.Slopes[place] = slope(row)));
        return NewNumber(column.Label);
    }

    public RowFactor Factor(string name) => _factors[name];

    public RowFactor FactorOf(RowNumber column) => Computed(column, LevelLabel.Of);

    public RowFactor TruthOf(RowNumber column) => Computed(column, static number => number == 0 ? "FALSE" : "TRUE");

    public RowFactor Cross(string name, IReadOnlyList<RowFactor> factors)
    {
        FactorColumn fitted = _fitted.Factor(name, [.. factors.Select(static factor => factor.Fitted)]);
        return new RowFactor(fitted.Crossed is null ? factors[0].Place : Combine(fitted.Crossed, [.. factors.Select(static factor => factor.Place)]), fitted);
    }

    public RowFactor Rename(RowFactor factor, string label) => factor with { Fitted = factor.Fitted.As(label) };

    public RowFactor Relevel(RowFactor factor, string reference)
    {
        FactorColumn fitted = factor.Fitted.Relevel(reference);
        int[] newCodes = Array.ConvertAll(factor.Fitted.Levels, level => Array.IndexOf(fitted.Levels, level));
        int from = factor.Place;
        return new RowFactor(NewCode(row => row.Codes[from] < 0 ? -1 : newCodes[row.Codes[from]]), fitted);
    }

    public RowPart Number(RowNumber column) => new NumberPart(column.Place, 1);

    public RowPart Basis(BasisComponent basis, RowNumber argument)
    {
        LearnedBasis learned = _fitted.BasisOf(basis.Label);
        int first = _numbers;
        _numbers += learned.ColumnCount;
        _steps.Add(row =>
        {
            learned.Row(row.Numbers[argument.Place], row.Numbers.Slice(first, learned.ColumnCount));
            return true;
        });
        _slopeSteps.Add(row =>
        {
            Span<double> slopes = row.Slopes.Slice(first, learned.ColumnCount);
            learned.Slopes(row.Numbers[argument.Place], slopes);
            foreach (ref double slope in slopes)
            {
                slope *= row.Slopes[argument.Place];
            }

            return true;
        });
        return new NumberPart(first, learned.ColumnCount);
    }

    public RowPart Contrasts(RowFactor factor, FactorContrasts contrasts) => Coded(factor, factor.Fitted.Contrasts(contrasts));

    public RowPart Indicators(RowFactor factor) => Coded(factor, factor.Fitted.Indicators());

    public void Response(Func<RowNumber> response)
    {
        // Predictions do without it.
    }

    public void Weights(Func<RowNumber> weights)
    {
        // Predictions do without them.
    }

    public void Offset(RowNumber offset) => _offsets.Add(offset.Place);

    public void Term(PlannedTerm<RowPart> term) => _fixedTerms.Add([.. term.Parts]);

    public void Random(RowFactor grouping, CovarianceStructure covariance, IReadOnlyList<PlannedTerm<RowPart>> terms)
    {
        bool[]? observed = _fitted.LevelsObserved(grouping.Fitted.Name);
        _randomTerms.Add(new RandomRowTerm(
            grouping.Place,
            observed is null ? null : UsedLevels.Ranks(observed),
            new RowTerms([.. terms.Select(static term => term.Parts.ToArray())])));
    }

    private static bool HasLevels(PredictedRow row, int[] factors)
    {
        foreach (int factor in factors)
        {
            if (row.Codes[factor] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static RowPart Coded(RowFactor factor, CodedFactor coded)
        => coded.ColumnOfLevel is { } columnOfLevel ? new IndicatorPart(factor.Place, columnOfLevel, coded.ColumnNames.Length) : new ContrastPart(factor.Place, coded.Coding);

    private RowNumber NewNumber(string label) => new(_numbers++, label);

    private int NewCode(Func<PredictedRow, int> code)
    {
        int place = _codes++;
        _steps.Add(row =>
        {
            row.Codes[place] = code(row);
            return true;
        });
        return place;
    }

    private RowFactor Computed(RowNumber column, Func<double, string> label)
    {
        FactorColumn fitted = _fitted.FactorMadeOf(column.Label);
        Dictionary<string, int> codes = fitted.Levels.Index().ToDictionary(static level => level.Item, static level => level.Index);

        // A zero has no sign as a level.
        return new RowFactor(NewCode(row => codes.GetValueOrDefault(label(row.Numbers[column.Place] + 0.0), -1)), fitted);
    }

    // Level by level, as the fitted factor was crossed.
    private int Combine(CrossedLevels crossed, ReadOnlySpan<int> factors)
    {
        int slow = crossed.Slow is null ? factors[0] : Combine(crossed.Slow, factors[..^1]);
        int fast = factors[^1];
        return NewCode(row => row.Codes[slow] < 0 || row.Codes[fast] < 0 ? -1 : Math.Max(-1, crossed.Find(row.Codes[slow], row.Codes[fast])));
    }

    private IEnumerable<RowFactor> FactorsOf(NumericExpression leaf) => leaf switch
    {
        LevelTest test => [FactorOf(test.Variable)],
        LevelMatch match => [FactorOf(match.Left), FactorOf(match.Right)],
        _ => [],
    };

    private Func<PredictedRow, double>? SlopeOfLeaf(NumericExpression leaf)
    {
        if (leaf is not VariableReference reference)
        {
            return null;
        }

        int place = _variables[_spec.Variables[reference.Variable].Name].Place;
        return row => row.Slopes[place];
    }

    private RowFactor FactorOf(int variable) => _factors[_spec.Variables[variable].Name];

    private Func<PredictedRow, double> Leaf(NumericExpression leaf)
    {
        switch (leaf)
        {
            case VariableReference reference:
                int place = _variables[_spec.Variables[reference.Variable].Name].Place;
                return row => row.Numbers[place];
            case LevelTest test:
                RowFactor factor = FactorOf(test.Variable);
                int code = Array.IndexOf(factor.Fitted.Levels, test.Level);
                return row => row.Codes[factor.Place] == code ? 1 : 0;
            case LevelMatch match:
                RowFactor left = FactorOf(match.Left);
                RowFactor right = FactorOf(match.Right);
                int[] counterparts = Array.ConvertAll(left.Fitted.Levels, level => Array.IndexOf(right.Fitted.Levels, level));
                return row => counterparts[row.Codes[left.Place]] == row.Codes[right.Place] ? 1 : 0;
            case LearnedNumber learned:
                Compute(learned.Argument);
                double number = _fitted.NumberOf(learned.Label);
                return _ => number;
            default:
                throw new ArgumentException($"{_fitted.ModelName}: an expression of the kind {leaf.GetType().Name} cannot be computed.", nameof(leaf));
        }
    }
}
