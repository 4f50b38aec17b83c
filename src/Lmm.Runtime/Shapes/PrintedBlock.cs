namespace Lmm.Shapes;

/// <summary>Effects of a random-effects term that stand together in tables, because they may be correlated.</summary>
/// <param name="Term">The index of the term in the formula's order.</param>
/// <param name="First">The first effect.</param>
/// <param name="Count">The number of effects.</param>
internal readonly record struct PrintedBlock(int Term, int First, int Count)
{
    /// <summary>
    /// The blocks of all terms as lme4 orders them: by decreasing number of levels, the formula's order where that already holds, and ties in reverse where
    /// terms had to be moved.
    /// </summary>
    public static IReadOnlyList<PrintedBlock> InPrintedOrder(IReadOnlyList<RandomTermShape> shapes)
    {
        List<PrintedBlock> blocks = [];
        for (int term = 0; term < shapes.Count; term++)
        {
            int width = shapes[term].Parameterization.EffectsTogether;
            for (int first = 0; first < shapes[term].Effects.Count; first += width)
            {
                blocks.Add(new PrintedBlock(term, first, width));
            }
        }

        bool ordered = blocks.Zip(blocks.Skip(1)).All(pair => Levels(pair.First) >= Levels(pair.Second));
        return ordered ? blocks : [.. blocks.OrderBy(Levels).Reverse()];

        int Levels(PrintedBlock block) => shapes[block.Term].Levels.Count;
    }
}
