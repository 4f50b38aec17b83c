namespace Lmm.Formula.Diagnostics;

/// <summary>The order in which faults are shown.</summary>
internal static class DiagnosticOrder
{
    // A hostile text may have a fault at each of its thousands of characters; nobody reads more than these.
    private const int Most = 100;

    /// <summary>The faults in the order of the text, each once.</summary>
    public static EquatableArray<FormulaDiagnostic> Sort(IEnumerable<FormulaDiagnostic> faults)
        => faults.OrderBy(fault => fault.Span.Start).Distinct().Take(Most).ToEquatableArray();
}
