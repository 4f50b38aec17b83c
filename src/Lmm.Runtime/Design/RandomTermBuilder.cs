using System.ComponentModel;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Builds the model matrix of a random-effects term.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RandomTermBuilder
{
    private readonly FactorColumn _grouping;
    private readonly CovarianceStructure _covariance;
    private readonly ModelMatrixBuilder _matrix;
    private readonly Func<double[]> _ones;
    private readonly Action<TermPart> _addLevels;

    internal RandomTermBuilder(FactorColumn grouping, CovarianceStructure covariance, int rowCount, Func<double[]> ones, Action<TermPart> addLevels, CancellationToken cancellationToken)
    {
        _grouping = grouping;
        _covariance = covariance;
        _matrix = new ModelMatrixBuilder(rowCount, cancellationToken, keepsIndicators: covariance.IsUncorrelated);
        _ones = ones;
        _addLevels = addLevels;
    }

    /// <summary>Adds the column of ones.</summary>
    public RandomTermBuilder Intercept()
    {
        _matrix.Intercept(_ones());
        return this;
    }

    /// <summary>Adds a term: the products of its parts' columns, the first part varying fastest.</summary>
    public RandomTermBuilder Term(string label, params ReadOnlySpan<TermPart> parts)
    {
        _matrix.Term(label, parts);
        foreach (TermPart part in parts)
        {
            _addLevels(part);
        }

        return this;
    }

    internal RandomEffectsDesign Build() => new(_grouping, _matrix.Build(), _covariance);
}
