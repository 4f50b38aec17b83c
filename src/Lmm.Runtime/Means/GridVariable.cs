namespace Lmm.Means;

/// <summary>A variable of the fixed effects, as the reference grid has it.</summary>
internal sealed class GridVariable
{
    /// <summary>Its name in the formula.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the numbers of a row of X; negative for none.</summary>
    public required int NumberPlace { get; init; }

    /// <summary>Its place among the codes of a row of X; negative for none.</summary>
    public required int CodePlace { get; init; }

    /// <summary>True for one whose values are levels: a factor, a number within <c>factor()</c>, a number of no more than two values.</summary>
    public required bool IsDiscrete { get; init; }

    /// <summary>True for a factor whose levels are texts, false for one whose levels are numbers.</summary>
    public bool IsText => NumberPlace < 0;

    /// <summary>True for a number that is no factor besides, so that it can have values and a slope.</summary>
    public bool IsCovariate => NumberPlace >= 0 && CodePlace < 0;

    /// <summary>The labels of its levels; for a covariate that of its mean, or of the values that were asked for.</summary>
    public required string[] Labels { get; init; }

    /// <summary>The number at each level; NaN where it has none.</summary>
    public required double[] Values { get; init; }

    /// <summary>For each fitted row the level, where <see cref="IsDiscrete"/>.</summary>
    public required int[] LevelOfRow { get; init; }

    /// <summary>For each fitted row the number; empty where it has none.</summary>
    public required IReadOnlyList<double> NumberOfRow { get; init; }

    /// <summary>True when its values were asked for, so that rows do not have their own.</summary>
    public bool IsGiven { get; init; }

    /// <summary>The variables that the formula nests it in.</summary>
    public IReadOnlyList<string> Parents { get; set; } = [];

    /// <summary>The variables that stand in a term with it.</summary>
    public IReadOnlyList<string> Interacting { get; set; } = [];

    /// <summary>The variable at values that were asked for.</summary>
    public GridVariable At(double[] values) => new()
    {
        Name = Name,
        NumberPlace = NumberPlace,
        CodePlace = -1,
        IsDiscrete = false,
        Labels = Array.ConvertAll(values, Variables.LevelLabel.Of),
        Values = values,
        LevelOfRow = [],
        NumberOfRow = NumberOfRow,
        IsGiven = true,
        Interacting = Interacting,
    };
}
