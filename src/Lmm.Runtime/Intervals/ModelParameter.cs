using Lmm.Shapes;

namespace Lmm.Intervals;

/// <summary>What a parameter of a mixed model is.</summary>
internal enum ParameterKind
{
    /// <summary>The standard deviation of a random effect.</summary>
    StandardDeviation,

    /// <summary>The correlation of two random effects.</summary>
    Correlation,

    /// <summary>σ, the residual standard deviation.</summary>
    Sigma,

    /// <summary>A fixed effect.</summary>
    Coefficient,

    /// <summary>An element of θ.</summary>
    Theta,
}

/// <summary>A parameter of a model, named as lme4's <c>confint</c> names it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Term">The index of its random-effects term; −1 for none.</param>
/// <param name="First">The effect, the first effect of a correlation, the column of X, or the index in the term's share of θ.</param>
/// <param name="Second">The second effect of a correlation.</param>
internal sealed record ModelParameter(ParameterKind Kind, string Name, int Term = -1, int First = -1, int Second = -1)
{
    /// <summary>Standard deviations and correlations, σ, and coefficients, in the order of lme4.</summary>
    public static IReadOnlyList<ModelParameter> Of(ModelShape shape)
    {
        List<ModelParameter> parameters = [];
        foreach (PrintedBlock block in PrintedBlock.InPrintedOrder(shape.RandomTerms))
        {
            RandomTermShape term = shape.RandomTerms[block.Term];
            for (int first = block.First; first < block.First + block.Count; first++)
            {
                parameters.Add(new ModelParameter(ParameterKind.StandardDeviation, $"sd_{term.Effects[first]}|{term.Grouping}", block.Term, first));
                for (int second = first + 1; second < block.First + block.Count; second++)
                {
                    parameters.Add(new ModelParameter(ParameterKind.Correlation, $"cor_{term.Effects[second]}.{term.Effects[first]}|{term.Grouping}", block.Term, first, second));
                }
            }
        }

        parameters.Add(new ModelParameter(ParameterKind.Sigma, "sigma"));
        parameters.AddRange(shape.Coefficients.Select(static (name, column) => new ModelParameter(ParameterKind.Coefficient, name, First: column)));
        return parameters;
    }

    /// <summary>The elements of θ.</summary>
    public static IReadOnlyList<ModelParameter> ThetaOf(ModelShape shape) =>
    [
        .. shape.RandomTerms.SelectMany(static (term, index) => term.Parameterization.ParameterNames(term.Effects)
            .Select((name, place) => new ModelParameter(ParameterKind.Theta, $"theta_{name}|{term.Grouping}", index, place))),
    ];
}
