namespace Lmm;

/// <summary>Numbers of rows for pictures, such as responses or residuals.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Values">The numbers, one for each row.</param>
public sealed record RowNumbers(string Name, IReadOnlyList<double> Values);
