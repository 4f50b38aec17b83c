namespace Lmm;

/// <summary>A factor of rows for pictures, whether or not a model has it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Levels">The level of each row, one for each number that is shown. Levels stand in the order of their numbers where all are numbers, else in that of their first rows.</param>
public sealed record RowFactor(string Name, IReadOnlyList<string> Levels);
