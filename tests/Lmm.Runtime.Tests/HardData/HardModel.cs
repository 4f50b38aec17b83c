namespace Lmm.Tests.HardData;

/// <summary>A model of which a fit once ended elsewhere than at the optimum, with the criterion at the optimum.</summary>
/// <param name="Data">The file.</param>
/// <param name="Formula">The formula.</param>
/// <param name="Estimation">The criterion that is known.</param>
/// <param name="Criterion">Its value, with the digits that are known.</param>
internal sealed record HardModel(string Data, string Formula, Estimation Estimation, decimal Criterion)
{
    /// <summary>What the optimum is known for besides.</summary>
    public IReadOnlyList<(Func<LinearMixedModelFit, double> Quantity, decimal Value)> Estimates { get; init; } = [];

    /// <summary>The numeric columns of the formula.</summary>
    public string[] Covariates { get; init; } = [];

    /// <summary>Those among the columns of the fixed effects' matrix that are a covariate times something.</summary>
    public int ScaledColumns { get; init; }

    /// <summary>The factors of the formula, fixed and grouping.</summary>
    public string[] Factors { get; init; } = [];

    /// <summary>The column of weights; null for none.</summary>
    public string? Weights { get; init; }

    /// <summary>True at an optimum on the boundary.</summary>
    public bool IsSingular { get; init; } = true;

    /// <summary>Formulas of models that are special cases of this one.</summary>
    public string[] Submodels { get; init; } = [];

    public CsvText Text() => CsvText.Read(Data);

    public LinearMixedModelFit Fit(CsvText? text = null, Estimation? estimation = null, string? formula = null)
        => Assert.IsType<LinearMixedModelFit>(Model.Parse(formula ?? Formula).Bind((text ?? Text()).Frame(), Weights).Fit(estimation ?? Estimation));
}
