using Lmm.Formula.Binding;
using Lmm.Formula.Plan;

namespace Lmm.Design;

/// <summary>
/// Builds the design of a model that is known only at run time. It drives <see cref="DesignBuilder"/> just as generated
/// code does, so that both ways give the same bits.
/// </summary>
internal static class DesignInterpreter
{
    /// <summary>Builds the design of a model from a table.</summary>
    /// <param name="spec">The model, bound to the table's <see cref="ModelFrame.Declarations"/>.</param>
    /// <param name="data">The table; the complete rows of the model's variables are used.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">What to do with missing values; null for the default.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The data cannot be fitted.</exception>
    public static ModelDesign Build(ModelSpec spec, ModelFrame data, string model, FitOptions? options = null, CancellationToken cancellationToken = default)
        => Build(spec, data.Select(spec, model, options, cancellationToken));

    /// <summary>
    /// Builds the design of rows to predict, by the levels and transforms that the fitted rows have taught; for the population they need no columns
    /// that only grouping factors read.
    /// </summary>
    /// <param name="spec">The model that was fitted.</param>
    /// <param name="data">The table; it needs no response and no weights.</param>
    /// <param name="fitted">The rows that were fitted.</param>
    /// <param name="target">What is to be predicted.</param>
    /// <exception cref="ModelException">A row has a level of a fixed effect that no fitted row had, or an infinite value.</exception>
    public static ModelDesign Build(ModelSpec spec, ModelFrame data, CompleteCases fitted, PredictionTarget target = PredictionTarget.Conditional)
        => Build(spec, data.Select(spec, fitted, target));

    /// <summary>Builds the design of a model from a frame.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="frame">The complete rows of its variables, by the names that the formula gives them.</param>
    /// <exception cref="ModelException">The data cannot be fitted.</exception>
    public static ModelDesign Build(ModelSpec spec, CompleteCases frame)
    {
        DesignDriver driver = new(spec, frame);
        DesignPlan.Drive(spec, driver);
        return driver.Build();
    }
}
