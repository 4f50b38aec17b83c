namespace Lmm.Tests.HardData;

/// <summary>
/// The models whose optimum is hard to find. Values by lme4 (the best of its optimizers, or its own deviance function at the estimates), nlme, or the
/// criterion in arithmetic of 40 to 60 digits, to the digits written.
/// </summary>
internal static class HardModels
{
    private const Estimation Likelihood = Estimation.MaximumLikelihood;
    private const Estimation Reml = Estimation.RestrictedMaximumLikelihood;

    public static IReadOnlyList<HardModel> All { get; } =
    [
        // Codes for missing values among those of the covariate: a second minimum lies where they are explained by the slopes.
        new("two-plus-99", "y ~ t + (t | id)", Reml, 149.4718m)
        {
            Covariates = ["t"], ScaledColumns = 1, Factors = ["id"], IsSingular = false,
            Submodels = ["y ~ t + (1 | id)", "y ~ t + (t || id)"],
            Estimates = [(Slope("t"), 2.092m), (SlopeError("t"), 0.680m), (Sigma, 0.7255m), (Deviation("id", "(Intercept)"), 6.216m), (Deviation("id", "t"), 1.901m)],
        },
        new("three-minus-999", "y ~ t + (t | id)", Reml, 713.7651m)
        {
            Covariates = ["t"], ScaledColumns = 1, Factors = ["id"], IsSingular = false,
            Submodels = ["y ~ t + (1 | id)", "y ~ t + (t || id)"],
            Estimates = [(Slope("t"), 1.442m), (SlopeError("t"), 0.352m)],
        },
        new("uncorrelated", "y ~ t + (t || id)", Reml, 778.0295m)
        {
            Covariates = ["t"], ScaledColumns = 1, Factors = ["id"], IsSingular = false,
            Submodels = ["y ~ t + (1 | id)"],
            Estimates = [(Slope("t"), 2.200m), (Sigma, 3.4847m), (Deviation("id", "(Intercept)"), 6.8105m), (Deviation("id", "t"), 1.8648m)],
        },
        new("sleepstudy-two-minus-99999", "Reaction ~ Days + (Days | Subject)", Reml, 1845.1195m)
        {
            Covariates = ["Days"], ScaledColumns = 1, Factors = ["Subject"], IsSingular = false,
            Submodels = ["Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days || Subject)"],
        },

        // Correlations of ±1 and variances of zero.
        new("two-level-effects-a", "y ~ 1 + (0 + f2 | g)", Reml, 229.313783m)
        {
            Factors = ["f2", "g"],
            Submodels = ["y ~ 1 + (1 | g)"],
            Estimates = [(Theta(2), 0m)],
        },
        new("two-level-effects-b", "y ~ f2 * f3 + (0 + f2 | g)", Reml, 327.830215m)
        {
            Factors = ["f2", "f3", "g"],
            Submodels = ["y ~ f2 * f3 + (1 | g)"],
            Estimates = [(Theta(0), 0.00504m), (Theta(1), -0.6278m), (Theta(2), 0m), (static fit => fit.RandomEffects("g").Correlation("f2a", "f2b"), -1m)],
        },
        new("minute-slopes", "y ~ x + (1 + x | g)", Likelihood, -979.0542717771m)
        {
            Covariates = ["x"], ScaledColumns = 1, Factors = ["g"],
            Submodels = ["y ~ x + (1 | g)", "y ~ x + (x || g)"],
        },
        new("perfect-correlation", "y ~ x + (x | g)", Reml, 153.0642095940m)
        {
            Covariates = ["x"], ScaledColumns = 1, Factors = ["g"],
            Submodels = ["y ~ x + (1 | g)", "y ~ x + (x || g)"],
            Estimates = [(Theta(2), 0m)],
        },
        new("nested-slopes-a", "y ~ 1 + (x | g/k)", Likelihood, 477.884739m)
        {
            Covariates = ["x"], Factors = ["g", "k"],
            Submodels = ["y ~ 1 + (1 | g/k)", "y ~ 1 + (x || g/k)", "y ~ 1 + (x | g)"],
        },
        new("nested-slopes-b", "y ~ f3 + (x | g/k)", Likelihood, 507.872601m)
        {
            Covariates = ["x"], Factors = ["f3", "g", "k"],
            Submodels = ["y ~ f3 + (1 | g/k)", "y ~ f3 + (x || g/k)", "y ~ f3 + (x | g)"],
        },
        new("nested-slopes-weighted", "y ~ (f2 + f3 + x)^2 - f2:f3 + (x | g/k)", Likelihood, 5105.932866m)
        {
            Covariates = ["x"], ScaledColumns = 4, Factors = ["f2", "f3", "g", "k"], Weights = "wt",
            Submodels = ["y ~ (f2 + f3 + x)^2 - f2:f3 + (1 | g/k)", "y ~ (f2 + f3 + x)^2 - f2:f3 + (x || g/k)", "y ~ (f2 + f3 + x)^2 - f2:f3 + (x | g)"],
        },
        new("polynomial-slopes", "y ~ i + (poly(x, 2) | g)", Likelihood, -95.806088m)
        {
            Covariates = ["i", "x"], ScaledColumns = 1, Factors = ["g"],
            Submodels = ["y ~ i + (1 | g)", "y ~ i + (1 | g) + (0 + poly(x, 2) | g)"],
        },

        // Two minima.
        new("crossed-slopes", "y ~ f5 + z + (x | g) + (z | h)", Reml, 600.979093m)
        {
            Covariates = ["x", "z"], ScaledColumns = 1, Factors = ["f5", "g", "h"],
            Submodels = ["y ~ f5 + z + (1 | g) + (1 | h)", "y ~ f5 + z + (x || g) + (z || h)", "y ~ f5 + z + (x | g) + (1 | h)", "y ~ f5 + z + (1 | g) + (z | h)"],
        },

        // Low rank: the values are those of the models written (f | g) and (0 + f | h), which is what they must equal.
        new("level-effects", "y ~ x + (0 + f | g)", Likelihood, 66.321916m)
        {
            Covariates = ["x"], ScaledColumns = 1, Factors = ["f", "g"],
            Submodels = ["y ~ x + (1 | g)"],
        },
        new("slopes-beside-level-effects", "y ~ x + (x | g) + (f | h)", Likelihood, 126.043990m)
        {
            Covariates = ["x"], ScaledColumns = 1, Factors = ["f", "g", "h"],
            Submodels = ["y ~ x + (1 | g) + (1 | h)", "y ~ x + (x || g) + (f | h)", "y ~ x + (x | g) + (1 | h)", "y ~ x + (1 | g) + (f | h)"],
        },
        new("four-levels", "y ~ x + (0 + f | g)", Likelihood, 225.840523744m)
        {
            Covariates = ["x"], ScaledColumns = 1, Factors = ["f", "g"],
            Submodels = ["y ~ x + (1 | g)"],
        },
    ];

    public static TheoryData<string> Names => new(All.Select(static model => model.Data));

    public static HardModel Named(string name) => All.Single(model => model.Data == name);

    private static double Sigma(LinearMixedModelFit fit) => fit.Sigma;

    private static Func<LinearMixedModelFit, double> Theta(int index) => fit => fit.Theta[index];

    private static Func<LinearMixedModelFit, double> Slope(string name) => fit => fit.Coefficients[name].Estimate;

    private static Func<LinearMixedModelFit, double> SlopeError(string name) => fit => fit.Coefficients[name].StandardError;

    private static Func<LinearMixedModelFit, double> Deviation(string grouping, string effect)
        => fit => fit.RandomEffects(grouping).VarianceComponent(effect).StandardDeviation;
}
