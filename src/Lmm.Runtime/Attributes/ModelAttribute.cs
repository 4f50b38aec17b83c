using System.Diagnostics.CodeAnalysis;

namespace Lmm;

/// <summary>
/// Declares a model on a row type. At build time the formula is checked against the type's properties and fields, and
/// a static class with a <c>Fit</c> method and a typed result are generated beside it.
/// </summary>
/// <param name="formula">The model in R's formula language, such as <c>values ~ week * genotype + (week | probesets)</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ModelAttribute([StringSyntax("LmmFormula")] string formula) : ModelDeclarationAttribute(formula);

/// <summary>
/// Declares a model on a row type of another assembly. The attributed class must be <c>partial</c>; its name is the
/// model's name, and the generated members become members of it.
/// </summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <param name="formula">The model in R's formula language.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ModelAttribute<TRow>([StringSyntax("LmmFormula")] string formula) : ModelDeclarationAttribute(formula);
