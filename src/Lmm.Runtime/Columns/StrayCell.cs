using System.Globalization;
using Lmm.Variables;

namespace Lmm;

/// <summary>A cell that is no number, in a column most of whose cells are numbers.</summary>
public sealed record StrayCell
{
    internal StrayCell(long line, string text)
    {
        Line = line;
        Text = text;
    }

    /// <summary>The line of the file, counted from one with the header; of a query the row, counted from one.</summary>
    public long Line { get; }

    /// <summary>What the cell holds.</summary>
    public string Text { get; }

    /// <summary>The line and what the cell holds.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: '{CellText.Shown(Text)}'");
}
