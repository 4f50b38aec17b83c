namespace Lmm.Coordinates;

/// <summary>The units in which a fit was computed.</summary>
/// <param name="Design">Those of weights and columns.</param>
/// <param name="Response">Response and offset are in units of 2^Response.</param>
internal sealed record FitUnits(DesignUnits Design, int Response);
