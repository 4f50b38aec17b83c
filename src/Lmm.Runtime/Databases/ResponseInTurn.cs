namespace Lmm.Databases;

/// <summary>One of many responses whose sums come one after the other.</summary>
/// <param name="Ranges">What is known of its values.</param>
/// <param name="Sources">Which sources have sums of it.</param>
internal sealed record ResponseInTurn(RangedResponse Ranges, bool[] Sources);
