namespace Lmm;

/// <summary>A numeric column of a model frame; as part of a term, one column of the model matrix.</summary>
public sealed class NumericColumn : TermPart
{
    internal NumericColumn(string name, double[] values)
        : base(name) => Values = values;

    /// <summary>The values, one per row, all finite.</summary>
    public double[] Values { get; }
}
