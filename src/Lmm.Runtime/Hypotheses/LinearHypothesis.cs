using System.Globalization;
using System.Text;

namespace Lmm.Hypotheses;

/// <summary>A hypothesis lᵀβ = c.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Function">l, one number per column of X.</param>
/// <param name="Value">c.</param>
internal sealed record LinearHypothesis(string Text, double[] Function, double Value)
{
    /// <summary>A row of a matrix, written with the names of the coefficients.</summary>
    public static LinearHypothesis Of(Matrix matrix, int row, double value, IReadOnlyList<string> names)
    {
        double[] function = [.. Enumerable.Range(0, matrix.ColumnCount).Select(column => matrix[row, column])];
        var text = new StringBuilder();
        for (int column = 0; column < function.Length; column++)
        {
            if (function[column] != 0)
            {
                Append(text, function[column], names[column]);
            }
        }

        text.Append(text.Length == 0 ? "0" : "").Append(CultureInfo.InvariantCulture, $" = {value}");
        return new LinearHypothesis(text.ToString(), function, value);
    }

    private static void Append(StringBuilder text, double factor, string name)
    {
        text.Append(text.Length == 0 ? (factor < 0 ? "-" : "") : factor < 0 ? " - " : " + ");
        if (Math.Abs(factor) != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Abs(factor)} ");
        }

        text.Append(HypothesisName.Quoted(name));
    }
}
