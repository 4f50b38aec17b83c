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
        var names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfFits).Append(fitName).Concat(model.Declaration.FitMembers), model.Declaration.FitParts);
        var enums = new EnumLevels(names);
        var fixedEffects = model.Spec.FixedTerms.Select(term => (Term: term, Name: names.Claim(TypedTerm.PreferredName(term), "Term"))).ToList();
        var groupings = RandomEffectsEmitter.For(model, names, enums);
        var tests = new TestsEmitter(model, fixedEffects, names, enums);
        var margins = new MarginsEmitter(model, names, enums);
        var prediction = new PredictionEmitter(model, names, enums);

        writer.Summary($"The fit of the model {CodeText.Code(model.Spec.Formula)}.");
        writer.Line(ModelEmitter.Attributes);
        writer.Line(ModelSource.JsonAttribute(fitName));
        model.WriteExperiment(writer);
        writer.Open($"{model.TypeAccess} sealed partial class {fitName} : {baseType}");
        prediction.WriteFields(writer);
        writer.Open($"internal {fitName}({baseType} fit) : base(fit)");
        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteInitialization(writer);
        }

        writer.Close();
        prediction.Write(writer);
        for (int i = 0; i < fixedEffects.Count; i++)
        {
            (ModelTerm term, string name) = fixedEffects[i];
            new TypedTerm(model, term, enums).Write(writer, name, i, TypedTerm.HasColumns(term) ? "The coefficients" : "The coefficient", ModelSource.Runtime + ".Coefficient");
        }

        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteProperty(writer);
        }

        if (!model.Declaration.FitMembers.Contains(TestsEmitter.Property))
        {
            tests.WriteProperty(writer);
        }

        margins.WriteProperties(writer, model.Declaration.FitMembers);
        foreach (RandomEffectsEmitter grouping in groupings)
        {
            grouping.WriteTypes(writer);
        }

        tests.WriteTypes(writer);
        margins.WriteTypes(writer);

        enums.Write(writer, model);
        writer.Close();
    }
}
