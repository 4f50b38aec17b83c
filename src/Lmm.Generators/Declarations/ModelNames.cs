using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Generators.Declarations;

/// <summary>The names of what is generated for a model.</summary>
internal static class ModelNames
{
    private const string Suffix = "Model";

    /// <summary>The name of a model that is given none: that of its row type and <c>Model</c>.</summary>
    public static string Default(string rowName) => rowName + Suffix;

    /// <summary>Why a name cannot be a model's; null when it can.</summary>
    public static string? FaultOf(string name)
        => !SyntaxFacts.IsValidIdentifier(name) ? "it is no C# identifier"
            : GeneratedMembers.Contain(name) ? "a member of the model's class is called so"
            : null;

    /// <summary>The name of a model's result: <c>AdditiveModel</c> gives <c>AdditiveFit</c>, <c>Growth</c> gives <c>GrowthFit</c>.</summary>
    public static string Fit(string modelName)
        => (modelName.EndsWith(Suffix, StringComparison.Ordinal) && modelName.Length > Suffix.Length
            ? modelName.Substring(0, modelName.Length - Suffix.Length)
            : modelName) + "Fit";
}
