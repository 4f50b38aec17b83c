namespace Lmm.Results;

/// <summary>The table of conditional modes.</summary>
internal static class ModesTable
{
    /// <summary>A row per level and effect.</summary>
    /// <param name="grouping">The header above the levels.</param>
    /// <param name="levels">The modes of each level.</param>
    public static ResultTable Of(string grouping, IReadOnlyList<ConditionalModes> levels)
    {
        ConditionalMode[] modes = [.. levels.SelectMany(static level => level)];
        return new ResultTable(
            TableColumn.OfTexts("level", grouping, levels.SelectMany(static level => level.EffectNames.Select(_ => level.Level)), ColumnKind.Level),
            TableColumn.OfTexts("effect", "Name", levels.SelectMany(static level => level.EffectNames)),
            TableColumn.OfNumbers("mode", "Mode", ColumnKind.Estimate, modes.Select(static mode => mode.Value)),
            TableColumn.OfNumbers("sd", "Std.Dev.", ColumnKind.StandardError, modes.Select(static mode => mode.StandardDeviation)));
    }
}
