using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Solver.Expansion;

namespace Lmm.Influence;

/// <summary>The random effects of rows: which levels a row has, and the covariances of their modes.</summary>
internal sealed class EffectRows
{
    private readonly ModelDesign _design;
    private readonly RandomTermPart[] _parts;
    private readonly GroupedFactor[] _factors;
    private readonly CrossProducts _products;

    /// <summary>Takes the rows that count, the cross-products that they gave, and the covariances at the fit's θ.</summary>
    public EffectRows(ModelDesign design, CrossProducts products, ModeCovariance modes)
    {
        (_design, _products, Modes) = (design, products, modes);
        _parts = RandomTermPart.Of(design);
        _factors = GroupedFactor.Of(design, _parts);
        Codes = Array.ConvertAll(_factors, static factor => factor.Masked().Codes);
        Widths = Array.ConvertAll(products.Factors, static factor => factor.EffectCount);
    }

    /// <summary>M.</summary>
    public ModeCovariance Modes { get; }

    /// <summary>The level of each factor in each row; −1 in rows that have none of its effects.</summary>
    public int[][] Codes { get; }

    /// <summary>The number of effects of a level of each factor.</summary>
    public int[] Widths { get; }

    /// <summary>What writes each factor's columns of Z, for one thread.</summary>
    public ColumnBlock[][] Columns() => Array.ConvertAll(_factors, factor => factor.Blocks(_design, _parts, _products.Terms));
}
