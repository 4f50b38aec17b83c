namespace Lmm.Means;

/// <summary>The columns of tables that tell levels.</summary>
internal static class MarginalColumns
{
    /// <summary>A column for each factor.</summary>
    public static IEnumerable<TableColumn> Levels(IReadOnlyList<string> factors, IReadOnlyList<IReadOnlyList<FactorLevel>> rows)
        => factors.Select((factor, place) => TableColumn.OfTexts(factor, factor, rows.Select(levels => levels[place].Level), ColumnKind.Level));
}
