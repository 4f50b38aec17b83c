using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the method that fits a model to many responses, and its typed result.</summary>
internal static class ManyFitsEmitter
{
    // It is nested in the model's class, so that no type of the user's can have its name.
    private const string Result = GeneratedMembers.NestedClass;

    /// <summary>Writes the method.</summary>
    public static void WriteMethod(SourceWriter writer, ModelSource model)
    {
        writer.Summary($"Fits the model {CodeText.Code(model.Declaration.Formula)} to many responses that share the rows' other variables.");
        writer.Line("/// <param name=\"rows\">The rows; they are read once. Their own responses do not matter.</param>");
        writer.Line($"/// <param name=\"responses\">The responses, on the scale of {CodeText.Code(model.Spec.Response.Label)}, each with one value per row, NaN where it is missing.</param>");
        writer.Line("/// <param name=\"estimation\">The criterion: REML by default; maximum likelihood for comparing fixed effects.</param>");
        writer.Line("/// <param name=\"options\">How to treat missing values, limits and threads; null for the defaults.</param>");
        writer.Line("/// <param name=\"progress\">Told how many responses are done, from the working threads; null for no reports.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        writer.Line("/// <returns>A row per response; one that cannot be fitted has an outcome that says so.</returns>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">No response can be fitted to the rows; the message says why.</exception>");
        model.WriteMethodAttributes(writer);
        string rows = $"global::System.Collections.Generic.IEnumerable<{model.Declaration.Row.TypeName}> rows";
        writer.Line($"{model.RowAccess} static {Result} FitMany({rows}, {ModelSource.Runtime}.ResponseTable responses, {ModelSource.Runtime}.Estimation estimation = {ModelSource.Runtime}.Estimation.RestrictedMaximumLikelihood, {ModelSource.Runtime}.FitOptions? options = null, global::System.IProgress<{ModelSource.Runtime}.FitProgress>? progress = null, global::System.Threading.CancellationToken cancellationToken = default)");
        writer.Continue(model.Body($"new({ModelSource.Runtime}.LinearMixedModel.FitMany({DesignEmitter.Method}({RowsEmitter.Method}(rows, options, fitted: null, cancellationToken, withResponse: false)), responses, estimation, options, progress, cancellationToken))"));
    }

    /// <summary>Writes the result's class: a coefficient's member has its estimates for all responses.</summary>
    public static void WriteResult(SourceWriter writer, ModelSource model)
    {
        var names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfManyFits).Append(Result).Concat(model.Declaration.ModelParts.Where(static part => part.Name == Result).SelectMany(static part => part.Members)));
        var enums = new EnumLevels(names);
        writer.Summary($"The fits of the model {CodeText.Code(model.Spec.Formula)} to many responses.");
        writer.Line(ModelEmitter.Attributes);
        writer.Line(ModelSource.JsonAttribute(Result));
        writer.Open($"{model.TypeAccess} sealed partial class {Result} : {ModelSource.Runtime}.ManyFits");
        writer.Open($"internal {Result}({ModelSource.Runtime}.ManyFits fits) : base(fits)");
        writer.Close();
        for (int i = 0; i < model.Spec.FixedTerms.Count; i++)
        {
            ModelTerm term = model.Spec.FixedTerms[i];
            string name = names.Claim(TypedTerm.PreferredName(term), "Term");
            new TypedTerm(model, term, enums).Write(writer, name, i, TypedTerm.HasColumns(term) ? "The coefficients" : "The coefficient", ModelSource.Runtime + ".CoefficientSeries");
        }

        enums.Write(writer, model);
        writer.Close();
    }
}
