using System.Globalization;
using System.Text;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>Names combinations of values, so that only equal ones have one name: each label after its length, whatever characters levels have.</summary>
internal static class Combination
{
    /// <summary>The name of the keys of a cell.</summary>
    public static string NameOf(ReadOnlySpan<CellKey> keys)
    {
        var values = new object?[keys.Length];
        for (int key = 0; key < values.Length; key++)
        {
            values[key] = keys[key].Value;
        }

        return NameOf(values);
    }

    /// <summary>The name of a combination; null stands for a missing value, which no label is.</summary>
    public static string NameOf(object?[] values)
    {
        var name = new StringBuilder();
        foreach (object? value in values)
        {
            if (value is null)
            {
                name.Append('-');
                continue;
            }

            string label = LevelLabel.Of(value);
            name.Append(CultureInfo.InvariantCulture, $"{label.Length}:").Append(label);
        }

        return name.ToString();
    }
}
