using Lmm.Faults;

namespace Lmm;

/// <summary>The test whose power is asked for.</summary>
public sealed record PowerTest
{
    private PowerTest(string name, Func<FixedEffectsTests, double>? pValue = null, string? dropped = null, string? reduced = null)
        => (Name, PValueOf, Dropped, Reduced) = (name, pValue, dropped, reduced);

    /// <summary>What is tested.</summary>
    public string Name { get; }

    /// <summary>The p-value of the tests of a fit; null for a likelihood-ratio test.</summary>
    internal Func<FixedEffectsTests, double>? PValueOf { get; }

    /// <summary>The fixed-effects term that a likelihood-ratio test takes out; null for other tests.</summary>
    internal string? Dropped { get; }

    /// <summary>The random effects that a likelihood-ratio test takes out; null for other tests.</summary>
    internal string? Reduced { get; }

    /// <summary>The test that a coefficient is zero.</summary>
    public static PowerTest Coefficient(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new PowerTest($"{name} = 0", tests => tests.Coefficient(name).PValue ?? double.NaN);
    }

    /// <summary>The joint test of hypotheses as they are written, such as <c>Days = 5</c> or <c>recipeB = recipeC</c>; a contrast is one of them.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PowerTest Hypothesis(params IReadOnlyList<string> hypotheses)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        return hypotheses.Count > 0
            ? new PowerTest(string.Join(", ", hypotheses), tests => Joint(tests.Hypotheses(hypotheses)))
            : throw new ArgumentException("Give at least one hypothesis, such as \"Days = 0\".", nameof(hypotheses));
    }

    /// <summary>The test of a fixed-effects term by an analysis of variance.</summary>
    /// <param name="term">The term as tables call it, such as <c>recipe</c>.</param>
    /// <param name="type">What is asked of the term.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static PowerTest Term(string term, AnovaType type = AnovaType.III)
    {
        ArgumentNullException.ThrowIfNull(term);
        Allowed.Member(type);
        return new PowerTest($"{term} (anova, type {type})", tests => tests.Anova(type)[term].PValue ?? double.NaN);
    }

    /// <summary>The likelihood-ratio test of a model without a fixed-effects term that lies in no other; both models are fitted by maximum likelihood.</summary>
    /// <param name="term">The term as the formula has it, such as <c>Days</c>.</param>
    public static PowerTest LikelihoodRatio(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return new PowerTest($"{term} (likelihood ratio)", dropped: term);
    }

    /// <summary>
    /// The likelihood-ratio test of random effects by the fit's criterion, as <see cref="RandomTermTests"/> has it: one effect of a term by the mixture of two χ² that it follows at the boundary,
    /// several by χ², which then says less than there is.
    /// </summary>
    /// <param name="term">What is taken out, as <see cref="RandomTermTest.Term"/> calls it, such as <c>(1 | Subject)</c> or <c>Days in (Days | Subject)</c>.</param>
    public static PowerTest RandomTerm(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return new PowerTest($"{term} (likelihood ratio of random effects)", reduced: term);
    }

    /// <summary>What is tested.</summary>
    public override string ToString() => Name;

    private static double Joint(HypothesisTests tests) => (tests.Rows.Count == 1 ? tests.Rows[0].PValue : tests.Joint.PValue) ?? double.NaN;
}
