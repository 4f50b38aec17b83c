using Lmm.Shapes;

namespace Lmm.Findings;

/// <summary>
/// Terms whose standard errors are inflated because their columns are nearly combinations of others' (Fox and Monette's generalised factors), and columns that are such combinations. Terms that have a
/// variable in common, as those of interactions and powers, are collinear by their making and no finding.
/// </summary>
internal sealed class CollinearityCheck : FitCheck
{
    /// <summary>The factor of a standard error from which it counts: that of a variance is 10.</summary>
    private static readonly double Inflated = Math.Sqrt(10);

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.Collinear];

    /// <inheritdoc/>
    public override string? Obstacle(ReviewedFit reviewed) => reviewed.Fit.Shape.FixedTerms is null ? "cross-products of columns, and designs made of columns, do not say which columns are of which term." : null;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        ModelFit fit = reviewed.Fit;
        string[] lost = [.. fit.Coefficients.Where(static coefficient => !coefficient.IsEstimable).Select(static coefficient => coefficient.Name)];
        if (lost.Length > 0)
        {
            yield return new Finding(
                FindingKind.Collinear,
                FindingSeverity.Warning,
                $"{Figures.List(lost)} {(lost.Length == 1 ? "is" : "are")} not estimable: {(lost.Length == 1 ? "its column is a combination" : "their columns are combinations")} of those before, so that the coefficients of those stand for both.",
                "Leave out what says the same twice, or, where cells of an interaction are empty, read the coefficients of the others as they are coded.")
            {
                Terms = lost,
                Numbers = new Dictionary<string, double> { ["columns"] = lost.Length },
                Weight = double.MaxValue,
            };
        }

        FixedTermShape[] terms = [.. fit.Shape.FixedTerms!];
        HashSet<string> told = [];
        foreach (VarianceInflation inflation in fit.Diagnostics.VarianceInflation().OrderByDescending(static inflation => inflation.StandardErrorFactor))
        {
            FixedTermShape term = Array.Find(terms, other => other.Label == inflation.Term)!;
            if (inflation.StandardErrorFactor < Inflated || told.Contains(inflation.Term))
            {
                continue;
            }

            (FixedTermShape partner, double correlation) = terms.Where(other => !other.IsIntercept && other != term).Select(other => (other, Largest(fit, term, other))).MaxBy(static one => Math.Abs(one.Item2));
            if (Variables(term).Overlaps(Variables(partner)))
            {
                continue;
            }

            told.Add(partner.Label);
            yield return new Finding(
                FindingKind.Collinear,
                FindingSeverity.Warning,
                $"The standard error of {term.Label} is {Figures.Factor(inflation.StandardErrorFactor)} times what it would be if its columns were unrelated to those of the other terms; most of it is {partner.Label}, whose estimate has a correlation of {Figures.Of(correlation)} with its own. The data hardly tell which of the two has the effect.",
                $"Do not read the p-values of {term.Label} and {partner.Label} one by one: test them together (fit.Tests.Hypotheses), or decide by what they mean which one stays.")
            {
                Terms = [term.Label, partner.Label],
                Numbers = new Dictionary<string, double> { ["standardErrorFactor"] = inflation.StandardErrorFactor, ["correlation"] = correlation },
                Weight = inflation.StandardErrorFactor,
            };
        }
    }

    // The correlation of estimates of two terms that is farthest from zero.
    private static double Largest(ModelFit fit, FixedTermShape first, FixedTermShape second)
    {
        Matrix correlations = fit.CoefficientCorrelation;
        double largest = 0;
        foreach (int row in Enumerable.Range(first.First, first.ColumnCount))
        {
            foreach (int column in Enumerable.Range(second.First, second.ColumnCount))
            {
                largest = Math.Abs(correlations[row, column]) > Math.Abs(largest) ? correlations[row, column] : largest;
            }
        }

        return largest;
    }

    // The names in the spelling of a term's parts; those of functions are before a parenthesis.
    private static HashSet<string> Variables(FixedTermShape term)
    {
        HashSet<string> names = [];
        foreach (string part in term.Parts.Select(static part => part.Name))
        {
            int start = 0;
            for (int end = 0; end <= part.Length; end++)
            {
                if (end < part.Length && (char.IsLetterOrDigit(part[end]) || part[end] is '_' or '.'))
                {
                    continue;
                }

                if (end > start && !char.IsDigit(part[start]) && !(end < part.Length && part[end] == '('))
                {
                    names.Add(part[start..end]);
                }

                start = end + 1;
            }
        }

        return names;
    }
}
