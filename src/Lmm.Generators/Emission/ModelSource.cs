using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>A model ready to be emitted: its declaration, its specification, and the members its variables are read from.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Spec">The formula bound to the row type.</param>
/// <param name="IsMixed">Whether the model has random-effects terms.</param>
/// <param name="IsStub">Whether it has an error: then its members are there, so that code that uses them has no errors of its own, and cannot run.</param>
internal sealed record ModelSource(ModelDeclaration Declaration, ModelSpec Spec, bool IsMixed, bool IsStub)
{
    /// <summary>The namespace that the emitted code calls into.</summary>
    public const string Runtime = "global::Lmm";

    /// <summary>The attribute by which serializers write a result; they do not look for that of its base type.</summary>
    public static string JsonAttribute(string type) => $"[global::System.Text.Json.Serialization.JsonConverter(typeof({Runtime}.ResultJsonConverter<{type}>))]";

    /// <summary>The body of a method that has an expression for it.</summary>
    public string Body(string expression)
        => IsStub ? "=> throw new global::System.InvalidOperationException(\"The model has an error, which the build reports.\");" : $"=> {expression};";

    /// <summary>The accessibility of the generated types.</summary>
    public string TypeAccess => Declaration.Placement.IsPublic ? "public" : "internal";

    /// <summary>The accessibility of members that name the row type.</summary>
    public string RowAccess => Declaration.Placement.IsPublic && (Declaration.Row.IsPublic || IsBesideRow) ? "public" : "internal";

    /// <summary>
    /// Writes the attributes of a method of the model's class. A class of its own has them itself; a class written by
    /// hand is not all generated.
    /// </summary>
    public void WriteMethodAttributes(SourceWriter writer)
    {
        if (!IsBesideRow)
        {
            writer.Line(ModelEmitter.Attributes);
            WriteExperiment(writer);
        }
    }

    /// <summary>The identifiers of the experiments that the model is part of.</summary>
    public IReadOnlyList<string> Experiments =>
    [
        .. Declaration.Row.Experiments
            .Concat(Declaration.Row.Members.Where(member => Spec.Variables.Any(variable => variable.Declaration.MemberName == member.Variable.MemberName)).SelectMany(member => member.Experiments))
            .Distinct(),
    ];

    /// <summary>Writes that a type or method is part of an experiment, where the model is.</summary>
    public void WriteExperiment(SourceWriter writer)
    {
        foreach (string id in Experiments.Take(1))
        {
            writer.Line($"[global::System.Diagnostics.CodeAnalysis.Experimental({CodeText.Literal(id)})]");
        }
    }

    /// <summary>The names of the members that a user has added to a class nested in the result's.</summary>
    public IEnumerable<string> MembersOfPart(string nestedClass) => Declaration.FitParts.Where(part => part.Name == nestedClass).SelectMany(static part => part.Members);

    private bool IsBesideRow => Declaration.Placement.ExtendedClass is null;

    /// <summary>How the values of a variable are read.</summary>
    public ValueType ValueOf(ModelVariable variable)
        => Declaration.Row.Members.First(member => member.Variable.MemberName == variable.Declaration.MemberName).Value;
}
