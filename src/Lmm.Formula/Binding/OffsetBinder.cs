using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds the name of an offset that stands beside the formula: its faults have an empty span and no edit cures them.</summary>
internal static class OffsetBinder
{
    /// <summary>Binds the offset; null without one and when it has a fault, which is reported.</summary>
    public static ColumnExpression? Bind(string? offset, VariableTable variables, List<FormulaDiagnostic> faults)
    {
        if (offset is null)
        {
            return null;
        }

        variables.Number(offset);
        var ownFaults = new List<FormulaDiagnostic>();
        var name = new NameSyntax(new TextSpan(0, 0), offset, isQuoted: false);
        ColumnExpression? bound = new ExpressionBinder(variables, "name the variable that holds the offset", ownFaults).Bind(name, new CallSyntax(name.Span, name.Span, FunctionCatalogue.Offset, [new ArgumentSyntax(name.Span, null, null, name)], isClosed: true));
        faults.AddRange(ownFaults.Select(fault => fault with { Properties = default }));
        return bound;
    }
}
