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
        RefuseResponse(bound.Spec, weights, offset, (response, name) => data.Find(response) is { } column && ReferenceEquals(column, data.Find(name)));
        return bound;
    }

    /// <summary>Refuses the response as weights or offset.</summary>
    /// <param name="spec">The formula, bound to columns.</param>
    /// <param name="weights">The column of weights; null for none.</param>
    /// <param name="offset">The column of offsets; null for none.</param>
    /// <param name="areSame">Whether two names are of one column.</param>
    /// <exception cref="InputException">The response weighs itself, or is taken off itself.</exception>
    public static void RefuseResponse(ModelSpec spec, string? weights, string? offset, Func<string, string, bool> areSame)
    {
        RefuseAs("--weights", weights);
        RefuseAs("--offset", offset);

        void RefuseAs(string option, string? name)
        {
            if (name is not null && spec.Response.Expression is VariableReference response && areSame(spec.Variables[response.Variable].Name, name))
            {
                throw new InputException($"{option}: '{name}' is the response of the formula; name another column");
            }
        }
    }
}
