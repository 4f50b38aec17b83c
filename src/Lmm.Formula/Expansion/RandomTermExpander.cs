using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Expands random terms: one for each grouping factor that nesting makes.</summary>
/// <param name="canonicalName">The one spelling of all spellings of a variable's name.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class RandomTermExpander(Func<string, string> canonicalName, List<FormulaDiagnostic> faults)
{
    /// <summary>The random terms of a pair of brackets.</summary>
    public IEnumerable<ExpandedRandomTerm> Expand(BracketedSyntax brackets)
    {
        // With a second bar, which is reported already, every part is still looked at for faults.
        BinarySyntax[] bars = [.. brackets.Bar!.LeftSpine().Where(node => node.Operator is FormulaOperator.Bar or FormulaOperator.DoubleBar)];
        ExpandedTerms effects = Effects(bars[0]);
        CovarianceStructure covariance = CovarianceNotation.Of(brackets, bars[0], faults);

        // What follows an unclosed bracket is not meant to group; the bracket's fault says enough.
        var groupings = new GroupingExpander(canonicalName, brackets.IsClosed ? faults : null);
        foreach (BinarySyntax bar in bars)
        {
            foreach (ExpandedGrouping grouping in groupings.Expand(bar.Right))
            {
                yield return new ExpandedRandomTerm(bar, effects, grouping, covariance, brackets);
            }
        }
    }

    private ExpandedTerms Effects(BinarySyntax bar)
    {
        int faultsBefore = faults.Count;
        var expander = new TermExpander(new VariableList(canonicalName), faults);
        ExpandedTerms effects = expander.Expand(bar.Left);
        foreach (ExpressionSyntax random in expander.RandomTerms)
        {
            faults.Add(FormulaRules.MisplacedRandomTerm.At(random.Span, "stands inside another"));
        }

        foreach (CallSyntax offset in expander.Offsets)
        {
            faults.Add(FormulaRules.MisplacedOffset.At(offset.Span, "has no place in a random term"));
        }

        if (!effects.HasIntercept && effects.Terms.Count == 0 && faults.Count == faultsBefore)
        {
            faults.Add(FormulaRules.EmptyRandomTerm.At(bar.Left.Span, "effects"));
        }

        return effects;
    }
}
