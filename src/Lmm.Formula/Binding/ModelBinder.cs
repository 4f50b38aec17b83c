using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Review;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>The one binder: generator, analyzers and formulas given at run time all come here.</summary>
internal static class ModelBinder
{
    /// <summary>Parses, expands and binds a formula.</summary>
    /// <param name="formula">The formula's text.</param>
    /// <param name="variables">The columns of the data.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <param name="withRemarks">Whether to make remarks too: what <see cref="FormulaSeverity.Information"/> is for.</param>
    /// <param name="offset">The name of a column to add to the offsets of the formula; null for none.</param>
    /// <returns>The specification, or none, and every fault found.</returns>
    public static BoundFormula Bind(string formula, EquatableArray<VariableDeclaration> variables, string? weights = null, bool withRemarks = false, string? offset = null)
    {
        var table = new VariableTable(variables);
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        ExpandedFormula expanded = Expand(syntax, table, weights, offset);
        var faults = new List<FormulaDiagnostic>([.. syntax.Diagnostics, .. expanded.Diagnostics]);

        VariableNumbering.Assign(expanded, table);
        int? weightsVariable = WeightsBinder.Bind(weights, table, variables, faults);
        var responses = new ResponseBinder(table, faults);
        ColumnExpression? response = responses.Bind(syntax.Response);
        responses.KeepOutOfTerms(expanded);

        int first = syntax.Response is MissingSyntax ? 0 : 1;
        IReadOnlyList<ModelTerm> fixedTerms = new TermBinder(table, faults).Bind(expanded.FixedEffects, first);
        var randomTermBinder = new RandomTermBinder(table, faults);
        RandomTerm?[] randomTerms = [.. expanded.RandomTerms.Select(randomTermBinder.Bind)];
        ColumnExpression?[] offsets = [.. expanded.Offsets.Select(call => BindOffset(call, table, faults)), OffsetBinder.Bind(offset, table, faults)];

        EquatableArray<FormulaDiagnostic> diagnostics = DiagnosticOrder.Sort(faults.FindAll(fault => !IsMereConsequence(fault, faults)));
        bool isFaulty = response is null || faults.Any(fault => fault.Rule.Severity == FormulaSeverity.Error);
        var spec = new ModelSpec(formula, default, response ?? Unknown(syntax.Response), fixedTerms.ToEquatableArray(), randomTerms.OfType<RandomTerm>().ToEquatableArray(), offsets.OfType<ColumnExpression>().ToEquatableArray()) { Weights = weightsVariable, OffsetName = offset };
        spec = spec with { Variables = table.Variables(VariableUses.Of(spec, table.Count), VariableUses.OfPredictors(spec, table.Count), VariableUses.OfFixedEffects(spec, table.Count)) };
        bool isMixed = expanded.RandomTerms.Count > 0;
        return isFaulty
            ? new BoundFormula(null, diagnostics, spec, isMixed)
            : new BoundFormula(spec, DiagnosticOrder.Sort([.. diagnostics, .. FormulaReview.Of(expanded, spec, withRemarks)]), spec, isMixed);
    }

    /// <summary>Expands a parsed formula as it is bound: with one spelling of each name, and the columns that a dot stands for.</summary>
    /// <param name="syntax">The parsed formula.</param>
    /// <param name="variables">The columns of the data.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    public static ExpandedFormula Expand(FormulaSyntax syntax, EquatableArray<VariableDeclaration> variables, string? weights = null)
        => Expand(syntax, new VariableTable(variables), weights, offset: null);

    private static ExpandedFormula Expand(FormulaSyntax syntax, VariableTable table, string? weights, string? offset)
    {
        IEnumerable<string> others = NameFinder.In(syntax.Response).Select(name => name.Name).Concat(new[] { weights, offset }.OfType<string>());
        return FormulaExpander.Expand(syntax, table.CanonicalName, table.Dot(others));
    }

    // What is said of a term that has an error may be untrue of the one that is meant.
    private static bool IsMereConsequence(FormulaDiagnostic fault, List<FormulaDiagnostic> faults)
        => (fault.Rule == FormulaRules.RepeatedTerm || fault.Rule == FormulaRules.SubtractedTermAbsent)
            && faults.Exists(other => other.Rule.Severity == FormulaSeverity.Error && other.Span.Start < fault.Span.End && fault.Span.Start < other.Span.End);

    // What stands for a faulty response in an outline.
    private static ColumnExpression Unknown(ExpressionSyntax response)
        => new(response is MissingSyntax ? "the response" : Deparser.Deparse(response), new NumericConstant(double.NaN));

    private static ColumnExpression? BindOffset(CallSyntax offset, VariableTable table, List<FormulaDiagnostic> faults)
        => FunctionCatalogue.OnlyArgument(offset, faults) is { } argument ? new ExpressionBinder(table, "name the variable that holds the offset", faults).Bind(argument, offset) : null;
}
