namespace Lmm;

/// <summary>A result that is shown as tables: every result that has any can be written with <c>ToHtml()</c>, and notebooks show it so.</summary>
public interface ITableResult
{
    /// <summary>The tables, in the order in which they are read; for a fit, those of its report.</summary>
    IReadOnlyList<ResultTable> Tables { get; }
}
