namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>A mixed model drawn by <see cref="RandomModels"/>, with its data.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Family">What it is meant to be hard by.</param>
/// <param name="FixedEffects">The right side of the formula without its random terms.</param>
/// <param name="RandomTerms">The random terms.</param>
/// <param name="Estimation">The criterion.</param>
/// <param name="Table">The data.</param>
internal sealed record RandomModel(int Seed, ModelFamily Family, string FixedEffects, IReadOnlyList<RandomTerm> RandomTerms, Estimation Estimation, DataTable Table)
{
    /// <summary>The column of prior weights.</summary>
    public const string WeightsColumn = "w";

    /// <summary>The name of the column of prior weights; null for none.</summary>
    public string? Weights => Table.Names.Contains(WeightsColumn) ? WeightsColumn : null;

    /// <summary>The formula, which means the same to lme4 and to Lmm.</summary>
    public string Formula => $"y ~ {FixedEffects} + {string.Join(" + ", RandomTerms)}";
}
