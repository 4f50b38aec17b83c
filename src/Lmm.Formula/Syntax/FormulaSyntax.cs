using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>A parsed formula: a tree whatever the text, with the faults found on the way.</summary>
/// <param name="text">The formula's text.</param>
/// <param name="response">What stands left of the tilde.</param>
/// <param name="right">What stands right of the tilde.</param>
/// <param name="diagnostics">The faults of the text, in its order.</param>
internal sealed class FormulaSyntax(string text, ExpressionSyntax response, ExpressionSyntax right, EquatableArray<FormulaDiagnostic> diagnostics)
{
    /// <summary>The formula's text.</summary>
    public string Text { get; } = text;

    /// <summary>What stands left of the tilde; a <see cref="MissingSyntax"/> when nothing does.</summary>
    public ExpressionSyntax Response { get; } = response;

    /// <summary>What stands right of the tilde; a <see cref="MissingSyntax"/> when nothing does.</summary>
    public ExpressionSyntax Right { get; } = right;

    /// <summary>The faults of the text, in its order.</summary>
    public EquatableArray<FormulaDiagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The formula as R prints it.</summary>
    public override string ToString() => $"{Deparser.Deparse(Response)} ~ {Deparser.Deparse(Right)}";
}
