namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>Mixed models by number: a seed is a model, whatever else is drawn.</summary>
internal static class RandomModels
{
    private static readonly int Families = Enum.GetValues<ModelFamily>().Length;

    /// <summary>Draws the model of a seed. What neither lme4 nor Lmm would fit (no more rows than effects) is drawn anew.</summary>
    public static RandomModel Draw(int seed)
    {
        var family = (ModelFamily)(seed % Families);
        for (ulong attempt = 0; ; attempt++)
        {
            var random = new SplitMix64(((ulong)seed << 16) + attempt);
            if (TryDraw(random, seed, family) is { } model)
            {
                return model;
            }
        }
    }

    private static RandomModel? TryDraw(SplitMix64 random, int seed, ModelFamily family)
    {
        Estimation estimation = random.Chance(0.5) ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;
        int rows = Rows(random, family);
        int factorLevels = random.Between(2, rows < 40 ? 3 : 5);
        RandomTerm[] terms = Structures.Draw(random, family);
        (string fixedEffects, int columns) = FixedParts.Draw(random, family, factorLevels);
        var variables = new Variables(random, family, rows, factorLevels);
        int effects = terms.Sum(term => term.Group == "g/k" ? (1 + Variables.NestedLevels) * variables.EffectCount(term) : variables.EffectCount(term));
        int levels = Math.Min(30, (rows - columns - 1) / effects);
        if (levels < 3)
        {
            return null;
        }

        int together = 0;
        var response = new double[rows];
        var truth = new Truth(random, family == ModelFamily.NearSingular || random.Chance(0.1), family == ModelFamily.HeavyTails && random.Chance(0.6));
        foreach (RandomTerm term in terms)
        {
            foreach (int[] codes in variables.Grouping(term, family == ModelFamily.TinyGroups ? 0 : random.Between(3, levels)))
            {
                together += Covariates.LevelCount(codes) * variables.EffectCount(term);
                truth.AddTo(response, codes, variables.Effects(term), term.IsDiagonal);
            }
        }

        if (together + columns >= rows)
        {
            return null;
        }

        DataTable table = new Recording(random, family, variables).Table(response, fixedEffects, terms);
        return new RandomModel(seed, family, fixedEffects, terms, estimation, table);
    }

    private static int Rows(SplitMix64 random, ModelFamily family) => family switch
    {
        ModelFamily.FewRows => random.Between(8, 40),
        ModelFamily.TinyGroups => random.Between(20, 120),
        _ => random.Pick(random.Between(30, 100), random.Between(60, 200), random.Between(150, 400)),
    };
}
