using Lmm.Formula.Binding;

namespace Lmm.Cli.Fitting;

/// <summary>Binds formulas to files and the columns that options name.</summary>
internal static class ModelBinding
{
    /// <summary>A model bound to data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">The column of weights; null for none.</param>
    /// <param name="offset">The column of offsets; null for none.</param>
    /// <exception cref="ModelException">The formula does not fit the columns.</exception>
    /// <exception cref="InputException">The response weighs itself, or is taken off itself.</exception>
    public static BoundModel Of(Model model, ModelFrame data, string? weights, string? offset)
    {
        BoundModel bound = model.Bind(data, weights, offset);
        RefuseResponse(bound, "--weights", weights);
        RefuseResponse(bound, "--offset", offset);
        return bound;
    }

    private static void RefuseResponse(BoundModel bound, string option, string? name)
    {
        if (name is not null && bound.Spec.Response.Expression is VariableReference response
            && bound.Frame.Find(bound.Spec.Variables[response.Variable].Name) is { } column && ReferenceEquals(column, bound.Frame.Find(name)))
        {
            throw new InputException($"{option}: '{name}' is the response of the formula; name another column");
        }
    }
}
