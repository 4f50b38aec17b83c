using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>Designs in which the effects of a factor f vary between groups g, each by a variance of its own or all with correlations.</summary>
internal sealed class FactorSketch
{
    public FactorSketch(int levels, int groups, int replicates, int seed, double missing = 0, Func<int, double>? deviation = null)
    {
        var random = new Random(seed);
        List<int> f = [];
        List<int> g = [];
        List<int> h = [];
        List<double> y = [];
        for (int group = 0; group < groups; group++)
        {
            double common = RandomDesigns.Normal(random);
            for (int level = 0; level < levels; level++)
            {
                double effect = (deviation?.Invoke(level) ?? 0.5 + ((double)level / levels)) * RandomDesigns.Normal(random);
                for (int replicate = 0; replicate < replicates; replicate++)
                {
                    int place = random.Next(7);
                    if (random.NextDouble() >= missing)
                    {
                        f.Add(level);
                        g.Add(group);
                        h.Add(place);
                        y.Add(2 + effect + (0.3 * common) + (0.2 * place) + RandomDesigns.Normal(random));
                    }
                }
            }
        }

        Response = [.. y];
        F = Factor("f", f, levels);
        G = Factor("g", g, groups);
        H = Factor("h", h, 7);
    }

    public double[] Response { get; }

    public FactorColumn F { get; }

    public FactorColumn G { get; }

    public FactorColumn H { get; }

    /// <summary>The rows of each cell of f and g, f varying fastest.</summary>
    public IEnumerable<double[]> Cells() => Enumerable.Range(0, G.Levels.Length).SelectMany(group => Enumerable.Range(0, F.Levels.Length).Select(level
        => Response.Where((_, row) => F.Codes[row] == level && G.Codes[row] == group).ToArray()));

    public DesignSketch Sketch() => new DesignSketch("y", Response).Fixed(DesignSketch.One(Response.Length));

    /// <summary>One term of these columns, which the formula would have made of one term, as of a factor.</summary>
    public ModelDesign Design(CovarianceStructure structure, params SketchColumn[] columns)
        => OfOneTerm(Sketch().Random(G, structure, columns).Build());

    /// <summary>The same design, the columns of the first random term being those of one term left of the bar.</summary>
    public static ModelDesign OfOneTerm(ModelDesign design)
    {
        RandomEffectsDesign term = design.RandomTerms[0];
        ModelMatrix matrix = term.Matrix with { TermIndices = new int[term.Matrix.ColumnCount], TermLabels = ["f"] };
        return new ModelDesign(design.Rows, design.Response, design.Weights, design.Offset, design.FixedEffects, [term with { Matrix = matrix }, .. design.RandomTerms[1..]]);
    }

    private static FactorColumn Factor(string name, List<int> codes, int count)
        => new(name, [.. codes], [.. Enumerable.Range(0, count).Select(level => $"{name}{level:000}")]);
}
