namespace Lmm.Variables;

/// <summary>Values of a spline's argument that lie beyond its boundary knots.</summary>
/// <param name="Label">The call as the formula spells it, such as <c>ns(age, 3)</c>.</param>
/// <param name="FirstRow">The first row that has one, counted from zero among the complete rows.</param>
/// <param name="FirstValue">The value that it has.</param>
/// <param name="Count">The number of rows that have one.</param>
/// <param name="Lower">The lower boundary knot.</param>
/// <param name="Upper">The upper boundary knot.</param>
internal sealed record Extrapolation(string Label, int FirstRow, double FirstValue, int Count, double Lower, double Upper)
{
    /// <summary>What lies beyond the knots; null where nothing does.</summary>
    public static Extrapolation? Of(string label, double[] values, (double Lower, double Upper) knots)
    {
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => values[row] < knots.Lower || values[row] > knots.Upper)];
        return rows.Length == 0 ? null : new Extrapolation(label, rows[0], values[rows[0]], rows.Length, knots.Lower, knots.Upper);
    }
}
