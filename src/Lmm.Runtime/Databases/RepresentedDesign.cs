namespace Lmm.Databases;

/// <summary>A design whose rows stand for those of a database.</summary>
/// <param name="Design">The design.</param>
/// <param name="Centre">What was subtracted from its response, for the column of ones to take up.</param>
internal sealed record RepresentedDesign(ModelDesign Design, double Centre);
