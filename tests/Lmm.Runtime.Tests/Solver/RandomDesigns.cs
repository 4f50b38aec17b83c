using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>Small random models of every shape that the solver has a case for.</summary>
internal static class RandomDesigns
{
    public static TheoryData<string> Shapes => new(Makers.Keys);

    public static IReadOnlyCollection<string> ShapeNames => Makers.Keys;

    private static readonly Dictionary<string, Func<Random, DesignSketch>> Makers = new()
    {
        ["one factor, intercept"] = static random => Sketch(random, 60, out SketchColumn[] x).Random(Factor(random, "g", 60, 9), x[0]),
        ["one factor, two effects"] = static random => Sketch(random, 90, out SketchColumn[] x).Random(Factor(random, "g", 90, 19), x[..2]),
        ["one factor, three effects"] = static random => Sketch(random, 120, out SketchColumn[] x).Random(Factor(random, "g", 120, 11), x[..3]),
        ["one factor, four effects"] = static random => Sketch(random, 150, out SketchColumn[] x).Random(Factor(random, "g", 150, 10), x),
        ["one factor, diagonal"] = static random => Sketch(random, 90, out SketchColumn[] x).Random(Factor(random, "g", 90, 12), CovarianceStructure.Diagonal, x[..3]),
        ["one factor, slope alone"] = static random => Sketch(random, 70, out SketchColumn[] x).Random(Factor(random, "g", 70, 9), x[1]),
        ["one factor, two terms"] = static random =>
        {
            DesignSketch sketch = Sketch(random, 90, out SketchColumn[] x);
            FactorColumn g = Factor(random, "g", 90, 12);
            return sketch.Random(g, x[0]).Random(g, x[1], x[2]);
        },
        ["crossed intercepts"] = static random => Sketch(random, 80, out SketchColumn[] x).Random(Factor(random, "a", 80, 12), x[0]).Random(Factor(random, "b", 80, 7), x[0]),
        ["crossed, vectors in both"] = static random => Sketch(random, 120, out SketchColumn[] x).Random(Factor(random, "a", 120, 11), x[..2]).Random(Factor(random, "b", 120, 6), x[..3]),
        ["sparsely crossed"] = static random => Sketch(random, 160, out SketchColumn[] x).Random(Factor(random, "a", 160, 44), x[0]).Random(Factor(random, "b", 160, 30), x[0]),
        ["sparsely crossed, vectors in both"] = static random => Sketch(random, 200, out SketchColumn[] x).Random(Factor(random, "a", 200, 50), x[..2]).Random(Factor(random, "b", 200, 24), x[..3]),
        ["sparsely crossed, three factors"] = static random => Sketch(random, 200, out SketchColumn[] x)
            .Random(Factor(random, "a", 200, 60), x[0], x[3]).Random(Factor(random, "b", 200, 20), x[0]).Random(Factor(random, "c", 200, 17), x[..2]),
        ["three crossed"] = static random => Sketch(random, 110, out SketchColumn[] x)
            .Random(Factor(random, "a", 110, 13), x[0]).Random(Factor(random, "b", 110, 5), x[0], x[1]).Random(Factor(random, "c", 110, 6), x[0]),
        ["nested"] = static random => Nested(random, static (sketch, inner, outer, _, x) => sketch.Random(inner, x[0]).Random(outer, x[0])),
        ["nested, vectors in both"] = static random => Nested(random, static (sketch, inner, outer, _, x) => sketch.Random(outer, x[..2]).Random(inner, x[..2])),
        ["nested in three levels"] = static random => Nested(random, static (sketch, inner, outer, top, x) => sketch.Random(inner, x[0]).Random(outer, x[0], x[1]).Random(top, x[0])),
        // Not intercepts alone: those of nested factors are one column at each level.
        ["nested in three levels, slopes outside"] = static random => Nested(random, static (sketch, inner, outer, top, x) => sketch.Random(inner, x[0]).Random(outer, x[0]).Random(top, x[1], x[2])),
        ["nested and crossed"] = static random => Nested(random, (sketch, inner, outer, _, x) =>
            sketch.Random(inner, x[0], x[1]).Random(outer, x[0]).Random(Factor(random, "c", 144, 5), x[0], x[2])),
        ["nested in three levels and crossed twice"] = static random => Nested(random, (sketch, inner, outer, top, x) =>
            sketch.Random(inner, x[0]).Random(outer, x[0], x[1]).Random(top, x[0]).Random(Factor(random, "c", 144, 5), x[0]).Random(Factor(random, "d", 144, 4), x[1])),
        ["same levels in two factors"] = static random => Sketch(random, 60, out SketchColumn[] x).Random(Factor(random, "a", 60, 8), x[0]).Random(Factor(random, "b", 60, 8), x[0]),
        ["many crossed rows per level"] = static random => Sketch(random, 200, out SketchColumn[] x).Random(Factor(random, "a", 200, 6), x[0]).Random(Factor(random, "b", 200, 5), x),
    };

    public static ModelDesign Build(string shape, int seed, bool weighted)
    {
        var random = new Random(seed);
        DesignSketch sketch = Makers[shape](random);
        int rows = sketch.RowCount;
        if (weighted)
        {
            sketch.Weights(Enumerable.Range(0, rows).Select(_ => Math.Exp(2 * Normal(random))).ToArray());
            sketch.Offset(Enumerable.Range(0, rows).Select(_ => 3 * Normal(random)).ToArray());
        }

        return sketch.Build();
    }

    public static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A lower triangular Λ with a positive diagonal, or a diagonal one.</summary>
    public static double[,] Lambda(Random random, int k, CovarianceStructure structure)
    {
        var lambda = new double[k, k];
        for (int row = 0; row < k; row++)
        {
            lambda[row, row] = 0.2 + (1.5 * random.NextDouble());
            for (int column = 0; column < row && structure == CovarianceStructure.Unstructured; column++)
            {
                lambda[row, column] = 0.7 * Normal(random);
            }
        }

        return lambda;
    }

    private static DesignSketch Sketch(Random random, int rows, out SketchColumn[] columns)
    {
        columns =
        [
            DesignSketch.One(rows),
            new("x", Enumerable.Range(0, rows).Select(_ => 5 + (2 * Normal(random))).ToArray()),
            new("z", Enumerable.Range(0, rows).Select(_ => 0.1 * Normal(random)).ToArray()),
            new("w", Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.5 ? 0.0 : 1.0).ToArray()),
        ];
        double[] y = Enumerable.Range(0, rows).Select(row => 10 + (3 * Normal(random))).ToArray();
        return new DesignSketch("y", y).Fixed(columns);
    }

    private static DesignSketch Nested(Random random, Func<DesignSketch, FactorColumn, FactorColumn, FactorColumn, SketchColumn[], DesignSketch> terms)
    {
        const int Rows = 144;
        DesignSketch sketch = Sketch(random, Rows, out SketchColumn[] x);
        int[] inner = Enumerable.Range(0, Rows).Select(row => row < 30 ? row : random.Next(30)).ToArray();
        int[] parents = Enumerable.Range(0, 30).Select(level => level < 10 ? level : random.Next(10)).ToArray();
        int[] outer = Array.ConvertAll(inner, level => parents[level]);
        return terms(sketch, Named("inner", inner, 30), Named("outer", outer, 10), Named("top", Array.ConvertAll(outer, level => level % 4), 4), x);
    }

    // Unbalanced: levels with larger numbers are rarer; each occurs.
    private static FactorColumn Factor(Random random, string name, int rows, int levels)
        => Named(name, Enumerable.Range(0, rows).Select(row => row < levels ? row : (int)(levels * random.NextDouble() * random.NextDouble())).ToArray(), levels);

    private static FactorColumn Named(string name, int[] codes, int levels)
        => new(name, codes, Enumerable.Range(0, levels).Select(level => name + level).ToArray());
}
