namespace Lmm.Generators.Declarations;

/// <summary>The names of what is generated for a model.</summary>
internal static class ModelNames
{
    private const string Suffix = "Model";

    /// <summary>The name of a model that is given none: that of its row type and <c>Model</c>.</summary>
    public static string Default(string rowName) => rowName + Suffix;

    /// <summary>The name of a model's result: <c>AdditiveModel</c> gives <c>AdditiveFit</c>, <c>Growth</c> gives <c>GrowthFit</c>.</summary>
    public static string Fit(string modelName)
        => (modelName.EndsWith(Suffix, StringComparison.Ordinal) && modelName.Length > Suffix.Length
            ? modelName.Substring(0, modelName.Length - Suffix.Length)
            : modelName) + "Fit";
}
