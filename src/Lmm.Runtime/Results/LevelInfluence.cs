using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Influence;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The estimates without the rows of one level of a factor, beside those of all rows.</summary>
[JsonConverter(typeof(ResultJsonConverter<LevelInfluence>))]
public sealed class LevelInfluence : IJsonResult
{
    internal LevelInfluence(string level, InfluenceMethod method, ModelFit fit, DeletedEstimates estimates)
    {
        Level = level;
        Method = method;
        CoefficientNames = fit.Coefficients.Names;
        RowCount = estimates.RowCount;
        Outcome = estimates.Outcome;
        Message = estimates.Message;
        Evaluations = estimates.Evaluations;
        Sigma = estimates.Sigma;
        Theta = Array.AsReadOnly(estimates.Theta);
        CooksDistance = estimates.CooksDistance;
        CovarianceRatio = estimates.CovarianceRatio;
        Changes = Array.AsReadOnly(estimates.Change);
        StandardErrors = Array.AsReadOnly(estimates.StandardErrors);
        Coefficients = Array.AsReadOnly([.. estimates.Change.Select((change, index) => fit.Coefficients[index].Estimate - change)]);
        Dfbetas = Array.AsReadOnly([.. estimates.Change.Zip(estimates.StandardErrors, static (change, error) => change / error)]);
    }

    /// <summary>The level that was left out.</summary>
    public string Level { get; }

    /// <summary>Whether θ was that of all rows, or estimated anew.</summary>
    public InfluenceMethod Method { get; }

    /// <summary>The number of its rows.</summary>
    public int RowCount { get; }

    /// <summary>The names of the coefficients, in the order of all that is of them.</summary>
    public IReadOnlyList<string> CoefficientNames { get; }

    /// <summary>β̂ without the level; NaN for a coefficient that is not estimable without it.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>The standard errors of <see cref="Coefficients"/>.</summary>
    public IReadOnlyList<double> StandardErrors { get; }

    /// <summary>β̂ of all rows less <see cref="Coefficients"/>: DFBETA.</summary>
    public IReadOnlyList<double> Changes { get; }

    /// <summary><see cref="Changes"/> divided by <see cref="StandardErrors"/>, as influence.ME and lme4 have it (lme4 with the other sign).</summary>
    public IReadOnlyList<double> Dfbetas { get; }

    /// <summary>Cook's distance: <see cref="Changes"/> in the metric of β̂'s covariance matrix of all rows, divided by the number of estimable coefficients; NaN where one of them is not estimable without the level.</summary>
    public double CooksDistance { get; }

    /// <summary>The determinant of β̂'s covariance matrix without the level over that of all rows: above 1 where the level makes estimates more precise.</summary>
    public double CovarianceRatio { get; }

    /// <summary>σ̂ without the level.</summary>
    public double Sigma { get; }

    /// <summary>θ̂ without the level, or where it was held that of all rows; empty for a linear model.</summary>
    public IReadOnlyList<double> Theta { get; }

    /// <summary>How the estimation without the level ended.</summary>
    public FitOutcome Outcome { get; }

    /// <summary>Why there are no estimates without the level; null where there are.</summary>
    public string? Message { get; }

    /// <summary>The evaluations of the criterion that it took; 0 where none was needed.</summary>
    public int Evaluations { get; }

    /// <summary>The level, its rows and its Cook's distance.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"without {Level} ({RowCount} rows): Cook's distance {CooksDistance:G4}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => InfluenceJson.Write(json, this);
}
