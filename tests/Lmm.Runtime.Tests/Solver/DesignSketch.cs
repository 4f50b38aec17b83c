using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>A named column of a model matrix.</summary>
internal sealed record SketchColumn(string Name, double[] Values);

/// <summary>Builds a design column by column, so that the solver is tested without the stages before it.</summary>
internal sealed class DesignSketch(string response, double[] values)
{
    private readonly List<SketchColumn> _fixedEffects = [];
    private readonly List<RandomEffectsDesign> _random = [];
    private double[]? _weights;
    private double[]? _offset;

    public int RowCount => values.Length;

    public static SketchColumn One(int rows) => new("(Intercept)", Enumerable.Repeat(1.0, rows).ToArray());

    /// <summary>Treatment contrasts: an indicator for each level but the first.</summary>
    public static SketchColumn[] Contrasts(FactorColumn factor) => Indicators(factor)[1..];

    public static SketchColumn[] Indicators(FactorColumn factor) => factor.Levels
        .Select((level, index) => new SketchColumn(factor.Name + level, Array.ConvertAll(factor.Codes, code => code == index ? 1.0 : 0.0)))
        .ToArray();

    /// <summary>The products of all columns of both, the first varying fastest.</summary>
    public static SketchColumn[] Cross(SketchColumn[] first, SketchColumn[] second) => second
        .SelectMany(outer => first.Select(inner => new SketchColumn(inner.Name + ":" + outer.Name, inner.Values.Zip(outer.Values, static (x, y) => x * y).ToArray())))
        .ToArray();

    public DesignSketch Fixed(params SketchColumn[] columns)
    {
        _fixedEffects.AddRange(columns);
        return this;
    }

    public DesignSketch Random(FactorColumn grouping, CovarianceStructure covariance, params SketchColumn[] columns)
    {
        _random.Add(new RandomEffectsDesign(grouping, Matrix(columns), covariance));
        return this;
    }

    public DesignSketch Random(FactorColumn grouping, params SketchColumn[] columns) => Random(grouping, CovarianceStructure.Unstructured, columns);

    public DesignSketch Weights(double[]? priorWeights)
    {
        _weights = priorWeights;
        return this;
    }

    public DesignSketch Offset(double[]? offsets)
    {
        _offset = offsets;
        return this;
    }

    public ModelDesign Build() => new(
        new CompleteCases { ModelName = "Test", Formula = response, RowCount = values.Length },
        new NumericColumn(response, values),
        _weights,
        _offset,
        Matrix(_fixedEffects),
        _random.ToArray());

    /// <summary>A design with other columns of X.</summary>
    public static ModelDesign WithFixed(ModelDesign design, double[][] columns)
        => new(design.Rows, design.Response, design.Weights, design.Offset, Matrix([.. columns.Select(static (column, index) => new SketchColumn("x" + index, column))]), design.RandomTerms);

    private static ModelMatrix Matrix(IReadOnlyList<SketchColumn> columns) => new(
        columns.Select(static column => column.Values).ToArray(),
        columns.Select(static column => column.Name).ToArray(),
        Enumerable.Range(0, columns.Count).ToArray(),
        columns.Select(static column => column.Name).ToArray());
}
