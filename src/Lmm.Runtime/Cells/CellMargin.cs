using Lmm.Design;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Cells;

/// <summary>
/// A part of a model that has cells of its own: fixed effects with the random terms on one grouping factor, or the random terms on two factors without fixed effects, which tell how their
/// levels meet. A fit needs of the rows no more than the sums of these, and they are fewer than the combinations of all factors.
/// </summary>
/// <param name="Spec">The model with the terms of the part; its rows are complete where those of the whole are.</param>
/// <param name="Plan">How rows become cells.</param>
/// <param name="Terms">Which of the model's random terms the part has, ascending.</param>
/// <param name="HasFixedEffects">Whether it has fixed effects and the response.</param>
internal sealed record CellMargin(ModelSpec Spec, CellPlan Plan, int[] Terms, bool HasFixedEffects)
{
    /// <summary>The most numbers whose products are read pair by pair, in one statement.</summary>
    private const int MostPairedNumbers = 32;

    /// <summary>The margins of a model, those with fixed effects first; null where the cells of one have all that there is to know.</summary>
    public static CellMargin[]? Of(ModelSpec spec)
    {
        int[][] groupings = [.. spec.RandomTerms.Index().GroupBy(term => term.Item.Grouping.NameAmong(spec.Variables), static (_, terms) => terms.Select(static term => term.Index).ToArray())];
        List<CellMargin> margins = [];

        // Cells by more keys tell of the terms whose keys are among them.
        foreach (int[] terms in groupings.OrderByDescending(terms => Part(spec, terms, hasFixedEffects: true).Plan.Keys.Count))
        {
            Cover(spec, margins, terms, hasFixedEffects: true);
        }

        for (int first = 0; first < groupings.Length; first++)
        {
            for (int second = 0; second < first; second++)
            {
                Cover(spec, margins, [.. groupings[second], .. groupings[first]], hasFixedEffects: false);
            }
        }

        return margins.Count > 1 ? [.. margins] : null;
    }

    /// <summary>
    /// The two grouping factors, the numbers that the columns of their terms are, and the levels that they are known to have: of a part without fixed effects whose cells are by these factors alone, each a
    /// variable, and whose columns are ones and numbers. Null for every other part.
    /// </summary>
    /// <param name="levelsOf">The levels of the grouping factor of one of the model's random terms.</param>
    public (PairedFactor First, PairedFactor Second)? Paired(Func<int, IReadOnlyList<string>> levelsOf)
    {
        int[][] terms = [.. Enumerable.Range(0, Terms.Length).GroupBy(place => Spec.RandomTerms[place].Grouping.Variable ?? -1 - place, static (_, places) => places.ToArray())];
        string[] labels = [.. Plan.Numbers.Select(static number => number.Label)];
        bool isPaired = !HasFixedEffects && labels.Length <= MostPairedNumbers && terms.Length == 2 && Plan.Keys.Count == 2 && Spec.RandomTerms.All(random => IsEncoded(random.Grouping) && random.Terms.All(term => term.IsIntercept || NumberOf(term) >= 0));
        return isPaired ? (Factor(terms[0]), Factor(terms[1])) : null;

        PairedFactor Factor(int[] places) => new(
            Array.ConvertAll(places, place => Terms[place]), Array.ConvertAll(places, place => Spec.RandomTerms[place].Terms.Select(NumberOf).ToArray()), levelsOf(Terms[places[0]]));

        int NumberOf(ModelTerm term) => term.IsIntercept || !term.Components.All(static component => component is NumericComponent)
            ? -1
            : Array.IndexOf(labels, CellPlan.LabelOf(term.Components.Select(static component => component.Label)));

        bool IsEncoded(GroupingFactor grouping) => grouping.Variable is { } variable && Spec.Variables[variable].Declaration.Type is VariableType.Integer or VariableType.Text;
    }

    // Adds terms to the first margin that knows them by its keys, or as a new one.
    private static void Cover(ModelSpec spec, List<CellMargin> margins, int[] terms, bool hasFixedEffects)
    {
        CellMargin wanted = Part(spec, terms, hasFixedEffects);
        int known = margins.FindIndex(margin => (margin.HasFixedEffects || !hasFixedEffects) && wanted.Plan.Keys.All(margin.Plan.Keys.Contains));
        if (known < 0)
        {
            margins.Add(wanted);
        }
        else
        {
            margins[known] = Part(spec, [.. margins[known].Terms.Union(terms).Order()], margins[known].HasFixedEffects);
        }
    }

    private static CellMargin Part(ModelSpec spec, int[] terms, bool hasFixedEffects)
    {
        ModelSpec part = spec with
        {
            FixedTerms = hasFixedEffects ? spec.FixedTerms : EquatableArray<ModelTerm>.Empty,
            RandomTerms = terms.Select(term => spec.RandomTerms[term]).ToEquatableArray(),
        };

        // The engine subtracts offsets; predictions know their levels from the parts with fixed effects.
        ModelSpec read = hasFixedEffects ? part : part with { Offsets = EquatableArray<ColumnExpression>.Empty };
        IReadOnlyList<VariableUse> own = VariableUses.OfPredictors(read, spec.Variables.Count);
        part = part with { Variables = spec.Variables.Select((variable, index) => own[index].HasFlag(VariableUse.Factor) ? variable : WithoutFactor(variable)).ToEquatableArray() };
        return new CellMargin(part, CellPlan.Of(part, sumsNumbers: true, hasFixedEffects), terms, hasFixedEffects);
    }

    // Rows must have its value all the same.
    private static ModelVariable WithoutFactor(ModelVariable variable)
    {
        VariableUse rest = variable.Use & ~VariableUse.Factor;
        return variable with { Use = rest == VariableUse.None ? VariableUse.Presence : rest };
    }
}
