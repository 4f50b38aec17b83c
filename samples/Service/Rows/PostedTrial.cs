namespace Service.Rows;

/// <summary>A row as it is posted in JSON, before it is known to be complete.</summary>
/// <param name="Reaction">The average reaction time, in milliseconds.</param>
/// <param name="Days">The number of days of three hours in bed.</param>
/// <param name="Subject">Who.</param>
internal sealed record PostedTrial(double? Reaction, double? Days, string? Subject);
