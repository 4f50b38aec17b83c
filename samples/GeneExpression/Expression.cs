using Lmm;

namespace GeneExpression;

/// <summary>The two mouse strains, the wild type first: it is the reference level.</summary>
public enum Genotype
{
    /// <summary>Wild type.</summary>
    WT,

    /// <summary>The mutant strain.</summary>
    CSB,
}

/// <summary>One expression value: one probeset on one array.</summary>
/// <param name="Values">The expression value, on the log scale.</param>
/// <param name="Week">The mouse's age, standardised over all values.</param>
/// <param name="Genotype">The mouse's strain.</param>
/// <param name="Probesets">The probeset.</param>
[Model("values ~ week * genotype + (week | probesets)")]
[Model("values ~ week + genotype + (week | probesets)", Name = "AdditiveModel")]
#pragma warning disable LMM043 // The mean change with age is left to the residuals, which are looked at by age.
[Model("values ~ (week | probesets)", Name = "ProbesetModel")]
#pragma warning restore LMM043
[Model("values ~ week * genotype", Name = "PooledModel")]
[Model("values ~ week + genotype", Name = "PooledAdditiveModel")]
public sealed record Expression(double Values, double Week, Genotype Genotype, string Probesets);
