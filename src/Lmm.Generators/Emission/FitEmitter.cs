using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes the typed result of a model.</summary>
internal static class FitEmitter
{
    /// <summary>Writes the result's class.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        string fitName = model.Declaration.FitName;
        string baseType = ModelSource.Runtime + (model.IsMixed ? ".LinearMixedModelFit" : ".LinearModelFit");
        var names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfFits).Append(fitName).Concat(model.Declaration.FitMembers));
        var enums = new EnumLevels(names);
        var fixedEffects = model.Spec.FixedTerms.Select(term => (Term: term, Name: names.Claim(TypedTerm.PreferredName(term), "Term"))).ToList();
        var groupings = RandomEffectsEmitter.For(model, names, enums);
        var tests = new TestsEmitter(model, fixedEffects, names, enums);

        writer.Summary($"The fit of the model {CodeText.Code(model.Spec.Formula)}.");
        writer.Line(ModelEmitter.Attributes);
        model.WriteExperiment(writer);
        writer.Open($"{model.TypeAccess} sealed partial class {fitName} : {baseType}");
        writer.Open($"internal {fitName}({baseType} fit) : base(fit)");
        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteInitialization(writer);
        }

        writer.Close();
        WritePrediction(writer, model);
        foreach ((ModelTerm term, string name) in fixedEffects)
        {
            new TypedTerm(model, term, enums).Write(
                writer,
                "public",
                name,
                TypedTerm.HasColumns(term) ? "The coefficients" : "The coefficient",
                ModelSource.Runtime + ".Coefficient",
                column => $"base.Coefficients[{column}]");
        }

        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteProperty(writer);
        }

        if (!model.Declaration.FitMembers.Contains(TestsEmitter.Property))
        {
            tests.WriteProperty(writer);
        }


        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteTypes(writer);
        }

        tests.WriteTypes(writer);

        enums.Write(writer, model);
        writer.Close();
    }

    private static void WritePrediction(SourceWriter writer, ModelSource model)
    {
        writer.Line();
        writer.Summary($"Predicts {CodeText.Code(model.Spec.Response.Label)} for rows, fitted or new.");
        writer.Line("/// <param name=\"rows\">The rows; they are read once. Their responses and weights do not matter.</param>");
        writer.Line("/// <param name=\"options\">What to predict, and what of levels that no fitted row had; null for the defaults.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        string groups = model.IsMixed ? " Missing levels of grouping factors are for the options to say." : "";
        writer.Line($"/// <returns>One value per row; NaN for rows that lack a value.{groups}</returns>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">A row has a level that no fitted row had, or an infinite value.</exception>");
        writer.Line($"{model.RowAccess} double[] Predict(global::System.Collections.Generic.IEnumerable<{model.Declaration.Row.TypeName}> rows, {ModelSource.Runtime}.PredictionOptions? options = null, global::System.Threading.CancellationToken cancellationToken = default)");
        writer.Continue(model.Body($"base.Predict({model.Declaration.Placement.Code(model.Declaration.Name)}.BuildDesign(rows, this, cancellationToken), options)"));
    }
}
