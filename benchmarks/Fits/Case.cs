namespace Lmm.Benchmarks.Fits;

/// <summary>A model with its rows in memory, ready to be fitted again and again.</summary>
/// <param name="Name">The name by which the command line and the comparison with peers call it.</param>
/// <param name="Formula">The formula, as the table shows it.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="FitBy">Fits the model from its rows by a criterion.</param>
internal sealed record Case(string Name, string Formula, int RowCount, Func<Estimation, LinearMixedModelFit> FitBy)
{
    /// <summary>Fits the model from its rows.</summary>
    public LinearMixedModelFit Fit(Estimation estimation = Estimation.MaximumLikelihood) => FitBy(estimation);
}
