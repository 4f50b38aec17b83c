namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>The covariates and factors of a model, as the truth knows them.</summary>
internal sealed class Variables
{
    /// <summary>The most levels of k within one level of g.</summary>
    public const int NestedLevels = 3;

    private readonly SplitMix64 _random;

    /// <summary>Draws them.</summary>
    public Variables(SplitMix64 random, ModelFamily family, int rows, int factorLevels)
    {
        _random = random;
        X = family == ModelFamily.Epochs ? Days(random, rows) : Covariates.Values(random, rows);
        Z = Covariates.Values(random, rows);
        F = Covariates.Codes(random, rows, factorLevels);
        FactorLevels = factorLevels;
        IsTiny = family == ModelFamily.TinyGroups;
    }

    /// <summary>The first covariate.</summary>
    public double[] X { get; }

    /// <summary>The second covariate.</summary>
    public double[] Z { get; }

    /// <summary>The factor.</summary>
    public int[] F { get; }

    /// <summary>The number of levels of <see cref="F"/>.</summary>
    public int FactorLevels { get; }

    /// <summary>The grouping factors.</summary>
    public Dictionary<string, int[]> Groups { get; } = [];

    private bool IsTiny { get; }

    /// <summary>The number of effects of a term.</summary>
    public int EffectCount(RandomTerm term) => (term.HasIntercept ? 1 : 0) + term.Effects.Sum(effect => effect switch
    {
        "f" => term.HasIntercept ? FactorLevels - 1 : FactorLevels,
        "poly(x, 2)" => 2,
        _ => 1,
    });

    /// <summary>The columns that vary in a term, the intercept first.</summary>
    public double[][] Effects(RandomTerm term)
    {
        List<double[]> columns = [];
        if (term.HasIntercept)
        {
            columns.Add(Array.ConvertAll(X, _ => 1.0));
        }

        foreach (string effect in term.Effects)
        {
            columns.AddRange(effect switch
            {
                "x" => [X],
                "z" => [Z],
                "poly(x, 2)" => [X, Array.ConvertAll(X, value => (value * value) - 1)],
                _ => Enumerable.Range(term.HasIntercept ? 2 : 1, FactorLevels - (term.HasIntercept ? 1 : 0))
                    .Select(level => Array.ConvertAll(F, code => code == level ? 1.0 : 0.0)),
            });
        }

        return [.. columns];
    }

    /// <summary>Draws a term's grouping factor; two for <c>g/k</c>, the second of them of the levels of k within those of g.</summary>
    public IEnumerable<int[]> Grouping(RandomTerm term, int levels)
    {
        int rows = X.Length;
        string name = term.Group[..1];
        int[] codes = IsTiny ? Covariates.TinyGroups(rows, term.Effects.Count + 1) : Covariates.Codes(_random, rows, levels);
        Groups[name] = codes;
        yield return codes;
        if (term.Group == "g/k")
        {
            int[] inner = Covariates.Codes(_random, rows, _random.Between(2, NestedLevels));
            Groups["k"] = inner;
            yield return codes.Zip(inner, (outer, code) => ((outer - 1) * NestedLevels) + code).ToArray();
        }
    }

    // A few distinct days, counted from the first.
    private static double[] Days(SplitMix64 random, int rows)
    {
        int last = random.Between(2, 9);
        var days = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            days[row] = random.Between(0, last);
        }

        return days;
    }
}
