namespace Lmm.Influence;

/// <summary>The estimates without the rows of one level, and how far they are from those of all rows.</summary>
/// <param name="RowCount">The number of rows that went.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record DeletedEstimates(int RowCount, FitOutcome Outcome)
{
    /// <summary>β̂ less that without the rows, on the data's scale; NaN where one of them is not estimable.</summary>
    public required double[] Change { get; init; }

    /// <summary>The standard errors without the rows, on the data's scale.</summary>
    public required double[] StandardErrors { get; init; }

    /// <summary>σ̂ without the rows, on the data's scale.</summary>
    public required double Sigma { get; init; }

    /// <summary>θ̂ without the rows; that of all rows where it was held.</summary>
    public required double[] Theta { get; init; }

    /// <summary>Cook's distance.</summary>
    public required double CooksDistance { get; init; }

    /// <summary>The determinant of β̂'s covariance matrix without the rows over that with them.</summary>
    public required double CovarianceRatio { get; init; }

    /// <summary>The evaluations of the criterion.</summary>
    public int Evaluations { get; init; }

    /// <summary>What ended it where there are no estimates.</summary>
    public string? Message { get; init; }
}
