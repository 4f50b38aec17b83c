using System.Globalization;
using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Counts by family and in total, a column for each thing counted.</summary>
internal static class FamilyTable
{
    private const int NameWidth = 16;

    /// <summary>Prints the table.</summary>
    /// <param name="items">What is counted.</param>
    /// <param name="family">The family of an item.</param>
    /// <param name="columns">The columns: a heading, and what an item adds.</param>
    public static void Print<T>(IReadOnlyCollection<T> items, Func<T, ModelFamily> family, params (string Heading, Func<T, int> Count)[] columns)
    {
        Console.WriteLine("family".PadRight(NameWidth) + string.Concat(columns.Select(column => "  " + column.Heading)));
        foreach (IGrouping<ModelFamily, T> group in items.GroupBy(family).OrderBy(group => group.Key))
        {
            Line(group.Key.ToString(), group);
        }

        Line("total", items);

        void Line(string name, IEnumerable<T> rows) => Console.WriteLine(name.PadRight(NameWidth) + string.Concat(columns.Select(column =>
            "  " + rows.Sum(column.Count).ToString("N0", CultureInfo.InvariantCulture).PadLeft(column.Heading.Length))));
    }
}
