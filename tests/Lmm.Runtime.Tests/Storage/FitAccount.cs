using System.Globalization;
using System.Text;

namespace Lmm.Tests.Storage;

/// <summary>All that a fit says without its rows, in full precision: of two fits that are the same to the last bit it is the same text.</summary>
internal static class FitAccount
{
    private static readonly DegreesOfFreedomMethod[] Methods = Enum.GetValues<DegreesOfFreedomMethod>();

    /// <summary>The account of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="rows">Rows to predict; null for none.</param>
    public static string Of(ModelFit fit, ModelFrame? rows = null)
    {
        StringBuilder account = new();
        Add(account, "summary", () => fit.ToString());
        Add(account, "json", fit.ToJson);
        Add(account, "shape", () => $"{fit.Shape} {string.Join(',', fit.Shape.Coefficients)} {fit.ResponseName} {fit.IsResponseTransformed} {fit.Shape.WeightsName} {fit.Shape.OffsetName} {fit.DroppedRowCount}");
        Add(account, "numbers", () => string.Join(' ', new[] { fit.Aic, fit.Aicc, fit.Bic, fit.LogLikelihood, fit.Sigma, fit.ResidualDegreesOfFreedom, fit.Rank }.Select(Exactly)));
        Add(account, "notes", () => string.Join('\n', fit.Notes));
        Add(account, "covariance", () => Exactly(fit.CoefficientCovariance));
        Add(account, "correlation", () => Exactly(fit.CoefficientCorrelation));
        foreach (DegreesOfFreedomMethod method in Methods)
        {
            Add(account, $"tests by {method}", () => fit.Tests.With(method).ToTable().ToCsv());
            foreach (AnovaType type in Enum.GetValues<AnovaType>())
            {
                Add(account, $"anova {type} by {method}", () => fit.Tests.With(method).Anova(type).ToTable().ToCsv());
            }
        }

        Add(account, "Wald intervals", () => fit.Intervals.Wald().ToTable().ToCsv());
        Add(account, "variance inflation", () => fit.Diagnostics.VarianceInflation().ToTable().ToCsv());
        AddMeans(account, fit);
        if (rows is not null)
        {
            AddPredictions(account, fit, rows);
        }

        if (fit is LinearMixedModelFit mixed)
        {
            AddMixed(account, mixed);
        }
        else if (fit is LinearModelFit linear)
        {
            Add(account, "linear", () => string.Join(' ', new[] { linear.RSquared, linear.AdjustedRSquared, linear.FStatistic, linear.FPValue, linear.ResidualSumOfSquares }.Select(Exactly)));
        }

        return account.ToString();
    }

    /// <summary>The limits of profiles.</summary>
    public static string Profiles(ModelFit fit)
    {
        StringBuilder account = new();
        Add(account, "profiles", () => fit.Intervals.Profile().ToTable().ToCsv());
        return account.ToString();
    }

    private static void AddMixed(StringBuilder account, LinearMixedModelFit fit)
    {
        Add(account, "mixed", () => string.Join(' ', new[] { fit.Objective, fit.Deviance }.Concat(fit.Theta).Concat(fit.Convergence.Gradient).Select(Exactly)));
        Add(account, "convergence", () => $"{fit.Convergence} {fit.Convergence.Evaluations} {fit.IsSingular} {string.Join(';', fit.Convergence.SingularDirections)}");
        Add(account, "variances", () => fit.Tables.VarianceComponents.ToCsv());
        foreach (RandomEffects effects in fit.GroupingFactors)
        {
            Add(account, effects.Grouping, () => effects.ToModesTable().ToCsv());
            Add(account, $"components of {effects.Grouping}", () => fit.Diagnostics.PrincipalComponents(effects.Grouping).ToTable().ToCsv());
        }
    }

    private static void AddMeans(StringBuilder account, ModelFit fit)
    {
        string[] factors = Names(() => fit.MarginalMeans.Factors);
        foreach (MeansWeighting weighting in new[] { MeansWeighting.Equal, MeansWeighting.Proportional })
        {
            foreach (string factor in factors)
            {
                Add(account, $"means of {factor}, {weighting}", () => fit.MarginalMeans.Weighted(weighting).Of(factor).ToTable().ToCsv());
                Add(account, $"pairs of {factor}, {weighting}", () => fit.MarginalMeans.Weighted(weighting).Of(factor).Pairs().ToTable().ToCsv());
            }

            Add(account, $"means of all, {weighting}", () => fit.MarginalMeans.Weighted(weighting).Of(factors).ToTable().ToText());
            foreach (string covariate in Names(() => fit.Slopes.Covariates))
            {
                Add(account, $"slope of {covariate}, {weighting}", () => fit.Slopes.Weighted(weighting).Of(covariate, factors.Take(1).ToArray()).ToTable().ToCsv());
            }
        }
    }

    private static void AddPredictions(StringBuilder account, ModelFit fit, ModelFrame rows)
    {
        foreach (PredictionTarget target in Enum.GetValues<PredictionTarget>())
        {
            foreach (NewLevels newLevels in Enum.GetValues<NewLevels>())
            {
                Add(account, $"predictions {target} {newLevels}", () => string.Join(' ', fit.Predict(rows, new PredictionOptions { Target = target, NewLevels = newLevels }).Select(Exactly)));
                Add(account, $"errors {target} {newLevels}", () => fit.Predictions(rows, new PredictionIntervalOptions { Target = target, NewLevels = newLevels, Uncertainty = PredictionUncertainty.Prediction }).ToTable().ToCsv());
            }
        }
    }

    private static string[] Names(Func<IReadOnlyList<string>> names)
    {
        try
        {
            return [.. names()];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    // What cannot be had is refused in the same words.
    private static void Add(StringBuilder account, string what, Func<string> text)
    {
        string answer;
        try
        {
            answer = text();
        }
        catch (Exception fault) when (fault is LmmException or ArgumentException or InvalidOperationException)
        {
            answer = $"{fault.GetType().Name}: {fault.Message}";
        }

        account.Append("== ").Append(what).Append('\n').Append(answer).Append('\n');
    }

    private static string Exactly(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static string Exactly(Matrix matrix) => string.Join(' ', matrix.ToArray().Cast<double>().Select(Exactly));
}
