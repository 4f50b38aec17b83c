using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Binding;

/// <summary>What binding yields: a specification, or the reasons why there is none.</summary>
/// <param name="Spec">The specification; null when a diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault of the formula, in the order of the text.</param>
/// <param name="Outline">What of the formula binds, faulty terms left out: the specification where there is one. It is not to be fitted otherwise, and its response may be no number.</param>
/// <param name="IsMixed">Whether the formula has random terms, faulty ones included.</param>
internal sealed record BoundFormula(ModelSpec? Spec, EquatableArray<FormulaDiagnostic> Diagnostics, ModelSpec Outline, bool IsMixed);
