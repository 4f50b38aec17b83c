namespace Lmm.Cells;

/// <summary>How a number is written in sums: its values less a centre, times a power of two, so that neither digits nor range are lost.</summary>
/// <param name="Centre">What is subtracted.</param>
/// <param name="Scale">What the difference is multiplied by.</param>
internal readonly record struct NumberUnit(double Centre, double Scale);
