using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>
/// Finds the summands of a sum whose terms the other summands make too: <c>a + b + a</c>, <c>a * b + a:b</c>. What is
/// subtracted may have to be added again, so each subtraction begins anew.
/// </summary>
internal sealed class RepeatedTerms
{
    private const int LongestShown = 80;
    private const int MostReported = 100;

    private readonly VariableList _variables;
    private readonly List<FormulaDiagnostic> _faults;
    private readonly List<Summand> _summands = [];

    /// <summary>Begins with the first summand of a sum.</summary>
    /// <param name="sum">The first operation of the sum.</param>
    /// <param name="first">The terms left of it.</param>
    /// <param name="variables">The variables of the sum.</param>
    /// <param name="faults">Where faults go.</param>
    public RepeatedTerms(BinarySyntax sum, TermList first, VariableList variables, List<FormulaDiagnostic> faults)
    {
        _variables = variables;
        _faults = faults;
        var removed = new TextSpan(sum.Left.Span.Start, sum.Right.Span.Start - sum.Left.Span.Start);
        Add(sum.Left, removed with { Length = (IsPlus(sum) ? sum.Right.Span.Start : sum.OperatorSpan.Start) - removed.Start }, first);
    }

    /// <summary>Adds the right side of an operation.</summary>
    public void Add(BinarySyntax sum, TermList right)
        => Add(sum.Right, new TextSpan(sum.Left.Span.End, sum.Right.Span.End - sum.Left.Span.End), right);

    /// <summary>Passes a subtraction.</summary>
    public void Skip(BinarySyntax difference, bool hasTerms)
    {
        if (hasTerms)
        {
            Report();
            _summands.Clear();
        }
    }

    /// <summary>Reports the summands that add nothing, the smallest and last first.</summary>
    public void Report()
    {
        if (_summands.Count < 2)
        {
            return;
        }

        var counts = new Dictionary<VariableSet, int>();
        foreach (VariableSet term in _summands.SelectMany(summand => summand.Terms))
        {
            counts[term] = counts.TryGetValue(term, out int count) ? count + 1 : 1;
        }

        if (counts.Values.All(count => count == 1))
        {
            return;
        }

        var kept = new List<Summand>(_summands);
        foreach (Summand summand in _summands.OrderBy(summand => summand.Terms.Count).ThenByDescending(summand => summand.Node.Span.Start))
        {
            if (summand.Terms.All(term => counts[term] > 1) && _summands.Count - kept.Count < MostReported)
            {
                kept.Remove(summand);
                foreach (VariableSet term in summand.Terms)
                {
                    counts[term]--;
                }

                _faults.Add(Fault(summand, kept));
            }
        }
    }

    private void Add(ExpressionSyntax node, TextSpan removed, TermList terms)
    {
        // What is reported already, such as a power that is the variable itself, needs no second remark.
        if (terms.Count > 0 && !_faults.Exists(fault => fault.Span.Start < node.Span.End && node.Span.Start < fault.Span.End))
        {
            _summands.Add(new Summand(node, removed, [.. terms.Terms]));
        }
    }

    private FormulaDiagnostic Fault(Summand summand, List<Summand> kept)
    {
        Summand? container = kept.Find(other => other.Terms.IsSupersetOf(summand.Terms));
        string reason = container is null ? "the other terms make it too"
            : container.Terms.Count == summand.Terms.Count ? $"it is there {(container.Node.Span.Start < summand.Node.Span.Start ? "before" : "again")}"
            : container.Node.Span.Length <= LongestShown ? $"'{Deparser.Deparse(container.Node)}' contains it"
            : "another term contains it";
        string shown = summand.Node.Span.Length <= LongestShown ? Deparser.Deparse(summand.Node) : string.Join(" + ", summand.Terms.Take(1).Select(_variables.LabelOf)) + " + ...";
        return FormulaRules.RepeatedTerm.At(summand.Node.Span, shown, reason).WithEdit(new FormulaEdit(summand.Removed, ""));
    }

    private static bool IsPlus(BinarySyntax sum) => sum.Operator != FormulaOperator.Minus;

    /// <summary>A summand.</summary>
    /// <param name="Node">Where it stands.</param>
    /// <param name="Removed">What to remove with it: the operator that joins it.</param>
    /// <param name="Terms">Its terms.</param>
    private sealed record Summand(ExpressionSyntax Node, TextSpan Removed, HashSet<VariableSet> Terms);
}
