namespace Lmm.Cli.Fitting;

/// <summary>A formula bound to data, and the design that it makes of them.</summary>
/// <param name="Bound">The formula, bound to the data.</param>
/// <param name="Design">The design.</param>
/// <param name="Time">What both took.</param>
internal sealed record BoundDesign(BoundModel Bound, ModelDesign Design, TimeSpan Time)
{
    /// <summary>The number of coefficients and of elements of θ, estimable or not.</summary>
    public int ParameterCount => Design.FixedEffects.ColumnCount + Design.RandomEffects.Sum(static term => term.ThetaCount);

    /// <summary>Binds a model to data and builds its design.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">The column of weights; null for none.</param>
    /// <param name="offset">The column of offsets; null for none.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="ModelException">The formula does not fit the columns, or the rows cannot be fitted.</exception>
    public static BoundDesign Of(Model model, ModelFrame data, string? weights, string? offset, ToolContext context)
    {
        ((BoundModel bound, ModelDesign design), TimeSpan time) = context.Stages.Run(
            $"building the design of {model.Formula}",
            () =>
            {
                BoundModel bound = ModelBinding.Of(model, data, weights, offset);
                return (bound, bound.BuildDesign());
            },
            built => $"built the design of {model.Formula}",
            context.CancellationToken);
        return new BoundDesign(bound, design, time);
    }
}
