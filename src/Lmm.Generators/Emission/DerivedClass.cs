namespace Lmm.Generators.Emission;

/// <summary>Opens classes nested in a result's that derive from one of the run-time library's and share what an object of it has.</summary>
internal static class DerivedClass
{
    /// <summary>Opens a class, with its constructor written.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="baseType">The name of the base type.</param>
    /// <param name="parameter">The name of the constructor's parameter.</param>
    /// <param name="summary">What the class is, for its documentation.</param>
    /// <param name="isResult">True for one that serializers write.</param>
    public static void Open(SourceWriter writer, string name, string baseType, string parameter, string summary, bool isResult)
    {
        writer.Line();
        writer.Summary(summary);
        writer.Line(ModelEmitter.Attributes);
        if (isResult)
        {
            writer.Line(ModelSource.JsonAttribute(name));
        }

        writer.Open($"public sealed partial class {name} : {ModelSource.Runtime}.{baseType}");
        writer.Open($"internal {name}({ModelSource.Runtime}.{baseType} {parameter}) : base({parameter})");
        writer.Close();
    }
}
