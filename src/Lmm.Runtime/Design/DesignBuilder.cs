#pragma warning disable CA1822 // contract: bodies to come
using System.Diagnostics.CodeAnalysis;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Builds a design term by term, in the formula's order. Generated code and run-time formulas both drive it.</summary>
/// <param name="frame">The rows.</param>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
public sealed class DesignBuilder(ModelFrame frame)
{
    /// <summary>Sets the response.</summary>
    public void Response(NumericColumn response) => throw new InvalidOperationException(frame.Formula);

    /// <summary>Sets the prior weights.</summary>
    public void Weights(NumericColumn weights) => throw new InvalidOperationException();

    /// <summary>Adds an offset.</summary>
    public void Offset(NumericColumn offset) => throw new InvalidOperationException();

    /// <summary>Adds the column of ones.</summary>
    public void Intercept() => throw new InvalidOperationException();

    /// <summary>Adds a fixed-effects term: the products of its parts' columns, the first part varying fastest.</summary>
    public void Term(string label, params ReadOnlySpan<TermPart> parts) => throw new InvalidOperationException();

    /// <summary>Adds a random-effects term, to be filled with its own terms.</summary>
    public RandomTermBuilder Random(FactorColumn grouping, CovarianceStructure covariance) => throw new InvalidOperationException();

    /// <summary>Closes the design and checks it.</summary>
    public ModelDesign Build() => throw new InvalidOperationException();
}

/// <summary>Builds the model matrix of a random-effects term.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
public sealed class RandomTermBuilder
{
    /// <summary>Adds the column of ones.</summary>
    public RandomTermBuilder Intercept() => throw new InvalidOperationException();

    /// <summary>Adds a term: the products of its parts' columns, the first part varying fastest.</summary>
    public RandomTermBuilder Term(string label, params ReadOnlySpan<TermPart> parts) => throw new InvalidOperationException();
}
