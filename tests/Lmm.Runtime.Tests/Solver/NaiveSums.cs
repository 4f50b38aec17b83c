namespace Lmm.Tests.Solver;

/// <summary>The sums of a design's rows, formed row by row as a database would.</summary>
internal static class NaiveSums
{
    public static ModelSums Of(ModelDesign design)
    {
        int rows = design.Rows.RowCount;
        double[] weights = design.Weights ?? [.. Enumerable.Repeat(1.0, rows)];
        double[][] border = [.. design.FixedEffects.Columns, [.. Enumerable.Range(0, rows).Select(row => design.Response.Values[row] - (design.Offset?[row] ?? 0))]];
        string[] groupings = [.. design.RandomTerms.Select(static term => term.Grouping.Name).Distinct()];
        double[][][] effects = [.. groupings.Select(grouping => design.RandomTerms.Where(term => term.Grouping.Name == grouping).SelectMany(static term => term.Matrix.Columns).ToArray())];
        FactorColumn[] factors = [.. groupings.Select(grouping => design.RandomTerms.First(term => term.Grouping.Name == grouping).Grouping)];
        var totals = new double[border.Length, border.Length];
        for (int row = 0; row < border.Length; row++)
        {
            for (int column = 0; column < border.Length; column++)
            {
                totals[row, column] = Enumerable.Range(0, rows).Sum(at => weights[at] * border[row][at] * border[column][at]);
            }
        }

        return new ModelSums
        {
            Shape = design.Shape,
            Totals = Matrix.Of(totals),
            Groupings = [.. groupings.Select((name, factor) => new GroupingSums
            {
                Grouping = name,
                Values = Grouped(factors[factor], effects[factor], [.. effects[factor], .. border], weights),
                Totals = Lower(Grouped(factors[factor], border, border, weights), border.Length),
            })],
            Pairs = [.. from first in Enumerable.Range(0, groupings.Length) from second in Enumerable.Range(first + 1, groupings.Length - first - 1) select Paired(factors[second], factors[first], effects[second], effects[first], weights)],
            WeightSum = weights.Sum(),
            LogWeightSum = weights.Sum(Math.Log),
        };
    }

    /// <summary>A design with a column far from zero, whose spread its sum of squares about zero does not show.</summary>
    public static ModelDesign FarColumn()
    {
        ModelDesign plain = RandomDesigns.Build("one factor, intercept", 75, weighted: false);
        SketchColumn[] columns = [.. plain.FixedEffects.Columns.Select((values, index) => new SketchColumn(plain.FixedEffects.ColumnNames[index], values))];
        SketchColumn far = new("epoch", Array.ConvertAll(columns[1].Values, static value => 1.7e12 + value));
        return new DesignSketch("y", plain.Response.Values).Fixed([columns[0], far]).Random(plain.RandomTerms[0].Grouping, columns[0]).Build();
    }

    private static double[] Grouped(FactorColumn factor, double[][] left, double[][] right, double[] weights)
    {
        var values = new double[factor.Levels.Length * left.Length * right.Length];
        for (int row = 0; row < weights.Length; row++)
        {
            for (int effect = 0; effect < left.Length; effect++)
            {
                for (int column = 0; column < right.Length; column++)
                {
                    values[(((factor.Codes[row] * left.Length) + effect) * right.Length) + column] += weights[row] * left[effect][row] * right[column][row];
                }
            }
        }

        return values;
    }

    private static double[] Lower(double[] squares, int order)
        => [.. Enumerable.Range(0, squares.Length).Where(place => place % order <= place / order % order).Select(place => squares[place])];

    private static GroupingPairSums Paired(FactorColumn first, FactorColumn second, double[][] left, double[][] right, double[] weights)
    {
        Dictionary<(int, int), double[]> blocks = [];
        for (int row = 0; row < weights.Length; row++)
        {
            (int, int) key = (first.Codes[row], second.Codes[row]);
            if (!blocks.TryGetValue(key, out double[]? block))
            {
                blocks.Add(key, block = new double[left.Length * right.Length]);
            }

            for (int effect = 0; effect < left.Length; effect++)
            {
                for (int other = 0; other < right.Length; other++)
                {
                    block[(effect * right.Length) + other] += weights[row] * left[effect][row] * right[other][row];
                }
            }
        }

        return new GroupingPairSums { First = first.Name, Second = second.Name, Levels = [.. blocks.Keys], Values = [.. blocks.Values.SelectMany(static block => block)] };
    }
}
