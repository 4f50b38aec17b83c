using System.Diagnostics;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>A fit of Lmm, or why there is none.</summary>
/// <param name="Design">The design; null when it was refused.</param>
/// <param name="Fit">The fit; null when it was refused.</param>
/// <param name="Refusal">Why there is no fit; null when there is one.</param>
internal sealed record MixedFit(ModelDesign? Design, LinearMixedModelFit? Fit, string? Refusal)
{
    /// <summary>One thread a fit: models are what runs side by side.</summary>
    public static FitOptions Options { get; } = new() { MaximumThreads = 1 };

    /// <summary>How long the fit of the design took.</summary>
    public TimeSpan Elapsed { get; private init; }

    /// <summary>The minimised criterion; NaN without a fit.</summary>
    public double Objective => Fit?.Objective ?? double.NaN;

    /// <summary>Fits a formula to data. Anything thrown is a refusal: an exception that is not a <see cref="ModelException"/> bears its type's name.</summary>
    public static MixedFit Of(string formula, ModelFrame frame, Estimation estimation, string? weights)
    {
        ModelDesign? design = null;
        try
        {
            design = Model.Parse(formula).Bind(frame, weights).BuildDesign(Options);
            long start = Stopwatch.GetTimestamp();
            LinearMixedModelFit fit = LinearMixedModel.Fit(design, estimation, Options);
            return new(design, fit, null) { Elapsed = Stopwatch.GetElapsedTime(start) };
        }
        catch (ModelException exception)
        {
            return new(design, null, exception.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(design, null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
