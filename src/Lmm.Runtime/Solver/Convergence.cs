using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Solver;

namespace Lmm;

/// <summary>How the optimizer ended.</summary>
[JsonConverter(typeof(ResultJsonConverter<Convergence>))]
public sealed record Convergence : IJsonResult
{
    internal Convergence(bool converged, int evaluations, double[] theta, double[] gradient, string message, string[] singularDirections)
    {
        Converged = converged;
        Evaluations = evaluations;
        Theta = Array.AsReadOnly(theta);
        Gradient = Array.AsReadOnly(gradient);
        Message = message;
        SingularDirections = Array.AsReadOnly(singularDirections);
    }

    /// <summary>True when gradient and Hessian, scaled so that the number of rows does not matter, show an optimum.</summary>
    public bool Converged { get; }

    /// <summary>The evaluations of the objective (with or without gradient) that were spent.</summary>
    public int Evaluations { get; }

    /// <summary>θ at the optimum.</summary>
    public IReadOnlyList<double> Theta { get; }

    /// <summary>The gradient of the objective with respect to θ there.</summary>
    public IReadOnlyList<double> Gradient { get; }

    /// <summary>In a sentence how it ended; what to do about it when it did not converge.</summary>
    public string Message { get; }

    /// <summary>
    /// For a singular fit, sentences on the variation that the estimated covariance matrices lack, such as "Subject: the variance of Days is zero" or
    /// "the covariance of g has rank 2 of 4; …", with directions as unit vectors of effects divided by their standard deviations; else empty.
    /// </summary>
    public IReadOnlyList<string> SingularDirections { get; }

    /// <summary>
    /// For data that do not determine all variances, a sentence per direction in which the criterion is flat, with the terms concerned; else empty. The
    /// estimates of these terms depend on where the search started.
    /// </summary>
    public IReadOnlyList<string> FlatDirections { get; internal init; } = [];

    /// <summary>True when an estimated covariance matrix is singular: a variance of zero or a perfect correlation.</summary>
    public bool IsSingular => SingularDirections.Count > 0;

    /// <summary>In a sentence how it ended.</summary>
    public override string ToString() => Message;

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ConvergenceJson.Write(json, this);
}
