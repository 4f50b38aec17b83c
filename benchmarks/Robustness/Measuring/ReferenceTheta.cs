namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Takes lme4's θ to the order of Lmm: terms as in the formula, and one term for lme4's several of a double bar.</summary>
internal static class ReferenceTheta
{
    /// <summary>θ in the order of <see cref="LinearMixedModelFit.Theta"/>.</summary>
    public static double[] Of(ModelDesign design, ReferenceValue reference)
    {
        var starts = new int[reference.Terms.Length];
        for (int term = 1; term < starts.Length; term++)
        {
            starts[term] = starts[term - 1] + reference.Terms[term - 1].ThetaCount;
        }

        List<double> theta = [];
        foreach (RandomEffectsDesign term in design.RandomTerms)
        {
            string[] effects = term.Matrix.ColumnNames;
            string[][] blocks = term.Covariance.IsUncorrelated ? Array.ConvertAll(effects, effect => new[] { effect }) : [effects];
            foreach (string[] block in blocks)
            {
                int index = Array.FindIndex(reference.Terms, candidate => candidate.IsOn(term.Grouping.Name) && candidate.Effects.SequenceEqual(block));
                if (index < 0)
                {
                    throw new InvalidDataException($"model {reference.Seed}: the reference has no term ({string.Join(" + ", block)} | {term.Grouping.Name}); write the models and their references anew.");
                }

                theta.AddRange(reference.Theta.AsSpan(starts[index], reference.Terms[index].ThetaCount));
            }
        }

        return [.. theta];
    }
}
