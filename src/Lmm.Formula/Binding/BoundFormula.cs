using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Binding;

/// <summary>What binding yields: a specification, or the reasons why there is none.</summary>
/// <param name="Spec">The specification; null when a diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault of the formula, in the order of the text.</param>
internal sealed record BoundFormula(ModelSpec? Spec, EquatableArray<FormulaDiagnostic> Diagnostics);
