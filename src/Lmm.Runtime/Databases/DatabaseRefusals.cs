using Lmm.Cells;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>The models that no engine can sum; they are refused before anything is asked of one, and where statements are written without any.</summary>
internal static class DatabaseRefusals
{
    /// <summary>What a model without a name is called in messages.</summary>
    public const string NoName = "the model";

    /// <summary>Throws for such a model.</summary>
    /// <exception cref="ModelException">The model has no random effects, or a response or an offset that needs a number of all rows.</exception>
    public static void Check(ModelSpec spec, string model)
    {
        if (spec.RandomTerms.Count == 0)
        {
            throw new ModelException(model, LmmErrorCode.WrongKindOfModel, "the formula has no random-effects term, and only mixed models are fitted inside a database; the engine's own regression functions fit linear models.");
        }

        CellRefusals.LearnedResponse(spec, model, "before an engine has summed them");
    }
}
