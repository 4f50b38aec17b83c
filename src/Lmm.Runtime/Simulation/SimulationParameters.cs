namespace Lmm;

/// <summary>The parameters of a model, given by hand to simulate responses from.</summary>
public sealed record SimulationParameters
{
    /// <summary>The coefficients by name; those left out are zero.</summary>
    public required IReadOnlyDictionary<string, double> Coefficients { get; init; }

    /// <summary>σ, the residual standard deviation, in units of the response, not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public required double Sigma
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Sigma), value, "Sigma must be finite and not negative.");
    }

    /// <summary>θ, relative to σ, in the order of <see cref="LinearMixedModelFit.Theta"/>; null where <see cref="RandomEffects"/> say it.</summary>
    public IReadOnlyList<double>? Theta { get; init; }

    /// <summary>The random effects' standard deviations and correlations, one element for each random-effects term in the formula's order; null where <see cref="Theta"/> says it.</summary>
    public IReadOnlyList<RandomEffectsParameters>? RandomEffects { get; init; }
}

/// <summary>The standard deviations and correlations of the effects of a random-effects term.</summary>
public sealed record RandomEffectsParameters
{
    /// <summary>Takes standard deviations, and correlations where effects are correlated.</summary>
    /// <param name="standardDeviations">One for each effect, in units of the response, not negative.</param>
    /// <param name="correlations">Those below the diagonal, row by row: (2, 1), (3, 1), (3, 2), …; null for zeros.</param>
    /// <exception cref="ArgumentException">The numbers of values do not fit each other, a standard deviation is negative, or a correlation is beyond −1 and 1.</exception>
    public RandomEffectsParameters(IReadOnlyList<double> standardDeviations, IReadOnlyList<double>? correlations = null)
    {
        ArgumentNullException.ThrowIfNull(standardDeviations);
        StandardDeviations = Array.AsReadOnly([.. standardDeviations]);
        int count = StandardDeviations.Count * (StandardDeviations.Count - 1) / 2;
        Correlations = Array.AsReadOnly(correlations is null ? new double[count] : [.. correlations]);
        if (StandardDeviations.Any(static value => !(value >= 0 && double.IsFinite(value))))
        {
            throw new ArgumentException("A standard deviation is negative or not finite.", nameof(standardDeviations));
        }

        if (Correlations.Count != count || Correlations.Any(static value => !(Math.Abs(value) <= 1)))
        {
            throw new ArgumentException($"{StandardDeviations.Count} effects have {count} correlations from -1 to 1; give them row by row below the diagonal.", nameof(correlations));
        }
    }

    /// <summary>The standard deviations, one for each effect.</summary>
    public IReadOnlyList<double> StandardDeviations { get; }

    /// <summary>The correlations below the diagonal, row by row.</summary>
    public IReadOnlyList<double> Correlations { get; }
}
