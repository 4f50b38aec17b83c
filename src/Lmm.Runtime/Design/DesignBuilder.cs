using System.ComponentModel;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Builds a design term by term, in the formula's order. Generated code and run-time formulas both drive it.</summary>
/// <param name="frame">The rows.</param>
/// <param name="terms">The terms of the model, for whoever asks the design for them; null where there is no formula.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DesignBuilder(CompleteCases frame, ModelTerms? terms = null)
{
    private readonly ModelMatrixBuilder _fixedEffects = new(frame.RowCount, frame.Stop);
    private readonly List<RandomTermBuilder> _randomTerms = [];
    private readonly List<FactorColumn> _fixedFactors = [];
    private readonly Dictionary<string, string[]> _factorLevels = [];
    private NumericColumn? _response;
    private NumericColumn? _weights;
    private double[]? _offset;
    private double[]? _ones;

    /// <summary>Sets the response.</summary>
    public void Response(NumericColumn response) => _response = OfFrame(response);

    /// <summary>Sets the prior weights.</summary>
    public void Weights(NumericColumn weights) => _weights = OfFrame(weights);

    /// <summary>Adds an offset; several add up.</summary>
    public void Offset(NumericColumn offset)
    {
        double[] values = OfFrame(offset).Values;
        _offset = _offset is null ? values : [.. _offset.Zip(values, (sum, value) => sum + value)];
    }

    /// <summary>Adds the column of ones.</summary>
    public void Intercept() => _fixedEffects.Intercept(Ones());

    /// <summary>Adds a fixed-effects term: the products of its parts' columns, the first part varying fastest.</summary>
    /// <param name="label">The term's label, such as <c>week:genotype</c>.</param>
    /// <param name="parts">Numeric columns and coded factors of the frame, one or more.</param>
    public void Term(string label, params ReadOnlySpan<TermPart> parts)
    {
        _fixedEffects.Term(label, parts);
        foreach (TermPart part in parts)
        {
            AddLevels(part);
            if (part is CodedFactor coded && !_fixedFactors.Exists(factor => factor.Name == coded.Factor.Name))
            {
                _fixedFactors.Add(coded.Factor);
            }
        }
    }

    /// <summary>Adds a random-effects term, to be filled with its own terms.</summary>
    public RandomTermBuilder Random(FactorColumn grouping, CovarianceStructure covariance)
    {
        RefuseOtherFrame(grouping.Name, grouping.Codes.Length);
        RandomTermBuilder term = new(grouping, covariance, frame.RowCount, Ones, AddLevels, frame.Stop);
        _randomTerms.Add(term);
        return term;
    }

    /// <summary>Closes the design and checks it; that of rows to predict has no response to check.</summary>
    /// <exception cref="ModelException">
    /// All responses are equal, a weight is negative or not finite, all are zero, or a grouping factor has too few or too many levels.
    /// </exception>
    /// <exception cref="OperationCanceledException">The rows' token was cancelled.</exception>
    public ModelDesign Build()
    {
        ModelDesign design = BuildUnchecked();
        Check(design);
        frame.Stop = CancellationToken.None;
        return design;
    }

    private ModelDesign BuildUnchecked()
    {
        NumericColumn response = frame.HasResponse
            ? _response ?? throw new InvalidOperationException($"{frame.ModelName}: the design was built before it had a response.")
            : UnknownResponse();
        if (_weights is not null && !frame.IsForPrediction)
        {
            DesignChecks.WeightsAreUsable(frame, _weights);
        }

        frame.Stop.ThrowIfCancellationRequested();
        ObservedLevels observed = new(frame, _weights?.Values);
        RandomEffectsDesign[] randomTerms = [.. _randomTerms.Select(term => term.Build()).Select(term => term with { Grouping = observed.Of(term.Grouping) })];
        frame.Stop.ThrowIfCancellationRequested();
        return new ModelDesign(frame, response, _weights?.Values, _offset, _fixedEffects.Build(), randomTerms)
        {
            WeightsName = frame.Represented is { HasWeights: false } ? null : _weights?.Name,
            OffsetName = terms?.OffsetName,
            Terms = terms,
            ManyLevels = frame.IsForPrediction ? [] : ManyLevelSentences(randomTerms),
            FactorLevels = _factorLevels,
        };
    }

    private void Check(ModelDesign design)
    {
        if (frame.IsForPrediction)
        {
            return;
        }

        if (frame.HasResponse && frame.Represented is not { HasVaryingResponse: true })
        {
            DesignChecks.ResponseVaries(design);
        }

        foreach (RandomEffectsDesign term in design.RandomTerms)
        {
            frame.Stop.ThrowIfCancellationRequested();
            DesignChecks.GroupingIsUsable(design, term);
        }

        DesignChecks.ParametersAreAffordable(design.Shape);
    }

    private void AddLevels(TermPart part)
    {
        if (part is CodedFactor coded)
        {
            _factorLevels[coded.Factor.Name] = coded.Factor.Levels;
        }
    }

    private IReadOnlyList<string> ManyLevelSentences(RandomEffectsDesign[] randomTerms)
        => [.. _fixedFactors
            .Where(factor => !Array.Exists(randomTerms, term => term.Grouping.Name == factor.Name))
            .Select(factor => ManyLevels.Sentence(factor.Name, factor.Levels.Length, frame.Represented?.RowCount ?? frame.RowCount))
            .OfType<string>()];

    private NumericColumn UnknownResponse()
    {
        double[] unknown = new double[frame.RowCount];
        Array.Fill(unknown, double.NaN);
        return new NumericColumn("", unknown);
    }

    /// <summary>The column of ones.</summary>
    internal double[] Ones()
    {
        if (_ones is null)
        {
            _ones = GC.AllocateUninitializedArray<double>(frame.RowCount);
            Array.Fill(_ones, 1);
        }

        return _ones;
    }

    private NumericColumn OfFrame(NumericColumn column)
    {
        RefuseOtherFrame(column.Name, column.Values.Length);
        return column;
    }

    private void RefuseOtherFrame(string name, int rows)
    {
        if (rows != frame.RowCount)
        {
            throw new ArgumentException($"{frame.ModelName}: {name} is a column of another frame: it has {rows} rows, not {frame.RowCount}.");
        }
    }
}
