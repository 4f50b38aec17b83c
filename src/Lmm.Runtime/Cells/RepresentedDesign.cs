namespace Lmm.Cells;

/// <summary>A design whose rows stand for others.</summary>
/// <param name="Design">The design.</param>
/// <param name="Centre">What was subtracted from its response, for the column of ones to take up.</param>
internal sealed record RepresentedDesign(ModelDesign Design, double Centre);
