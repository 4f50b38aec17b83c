using Lmm;
using Microsoft.OpenApi;
using static Service.Description.Shape;

namespace Service.Description;

/// <summary>The members of answers. Results write their JSON themselves, so that serializers cannot tell what is in it; docs/cli.md and docs/services.md can.</summary>
internal static class AnswerSchemas
{
    /// <summary>The schema of a type of answers; null for other types.</summary>
    public static OpenApiSchema? Of(Type type)
        => type == typeof(LinearMixedModelFit) ? Fit()
            : type == typeof(FixedEffectsTests) ? Tests()
            : type == typeof(AnovaTable) ? Anova()
            : type == typeof(MarginalMeansTable) ? Means()
            : null;

    private static OpenApiSchema Fit() => Object(
        "A linear mixed model that was fitted.",
        ("formula", Text("The formula.")),
        ("criterion", Choice("What was minimised.", "REML", "ML")),
        ("objective", Real("The REML criterion, or the deviance.")),
        ("logLik", Real("The logarithm of the likelihood.")),
        ("aic", Real("Akaike's information criterion.")),
        ("bic", Real("The Bayesian information criterion.")),
        ("df", Count("The number of parameters.")),
        ("nobs", Count("The number of rows that were fitted.")),
        ("dropped", Count("The number of rows that were dropped, because a value is missing.")),
        ("theta", List("The parameters of the relative covariance factors.", Real("A parameter."))),
        ("sigma", Real("The residual standard deviation.")),
        ("fixed", List("The coefficients of the fixed effects.", Coefficient())),
        ("vcov", Matrix("Their covariance matrix.")),
        ("random", List("The grouping factors.", Factor())),
        ("converged", Truth("Whether the search ended at an optimum.")),
        ("singular", Truth("Whether a variance is zero, or a correlation one.")),
        ("evaluations", Count("How often the criterion was evaluated.")),
        ("warnings", List("What readers have to know.", Object("A note.", ("id", Text("Its kind.")), ("message", Text("What it says."))))));

    private static OpenApiSchema Tests() => Object(
        "Tests of the coefficients.",
        ("fixed", List("The tests.", Coefficient())),
        ("vcov", Matrix("The covariance matrix of the coefficients, by the method of the tests.")),
        ("notes", Notes()));

    private static OpenApiSchema Anova() => Object(
        "An analysis of variance.",
        ("type", Count("1, 2 or 3.")),
        ("tests", List("A test for each term.", Term())),
        ("residuals?", Object("What is left, in linear models.", ("sumSq", Real("The sum of squares.")), ("meanSq", Real("The mean square.")), ("df", Real("The degrees of freedom.")))),
        ("notes", Notes()));

    private static OpenApiSchema Means() => Object(
        "Marginal means.",
        ("means", List("The means.", Mean())),
        ("notes", Notes()));

    private static OpenApiSchema Coefficient() => Object(
        "A coefficient with its test against zero.",
        ("name", Text("Its name.")),
        ("estimate", Real("The estimate.")),
        ("se", Real("Its standard error.")),
        ("df", Real("The degrees of freedom; null where the method has none.")),
        ("statistic", Real("The estimate over its standard error.")),
        ("p", Real("The p-value; null where the method has none.")));

    private static OpenApiSchema Factor() => Object(
        "A grouping factor with the distribution of its random effects.",
        ("name", Text("Its name.")),
        ("levels", Count("The number of its levels.")),
        ("columns", List("The names of the effects.", Text("A name."))),
        ("sd", List("Their standard deviations.", Real("A standard deviation."))),
        ("correlations", Matrix("Their correlations.")),
        ("theta", List("The factor's part of theta.", Real("A parameter."))));

    private static OpenApiSchema Term() => Object(
        "The test of a term.",
        ("term", Text("The term.")),
        ("sumSq", Real("The sum of squares.")),
        ("meanSq", Real("The mean square.")),
        ("numDf", Real("The degrees of freedom of the numerator.")),
        ("denDf", Real("Those of the denominator.")),
        ("f", Real("The F statistic.")),
        ("p", Real("The p-value.")),
        ("notEstimable", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Why the data cannot tell the term; null where they can." }));

    private static OpenApiSchema Mean() => Object(
        "A marginal mean.",
        ("levels", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Where it is taken, by the names of variables: numbers of covariates, names of levels.", AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null } }),
        ("estimate", Real("The mean.")),
        ("se", Real("Its standard error.")),
        ("df", Real("The degrees of freedom.")),
        ("lower", Real("The lower confidence limit.")),
        ("upper", Real("The upper confidence limit.")),
        ("notEstimable?", Text("Why the data cannot tell it.")));

    private static OpenApiSchema Notes() => List("What readers have to know.", Text("A note."));
}
