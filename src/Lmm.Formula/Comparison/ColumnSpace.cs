using Lmm.Formula.Binding;

namespace Lmm.Formula.Comparison;

/// <summary>What the columns of a sum of terms span, as far as a formula tells it: a basis in echelon form.</summary>
internal sealed class ColumnSpace
{
    private const double Negligible = 1e-9;

    private readonly List<(string Pivot, IReadOnlyDictionary<string, double> Vector)> _basis = [];
    private readonly Dictionary<string, int> _pivots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untold = new(StringComparer.Ordinal);

    /// <summary>The space of some terms of a model.</summary>
    public static ColumnSpace Of(IEnumerable<ModelTerm> terms, EquatableArray<ModelVariable> variables)
    {
        var space = new ColumnSpace();
        foreach (ModelTerm term in terms)
        {
            if (TermColumns.Of(term.Components, variables) is not { } vectors)
            {
                space._untold.Add(term.Label);
                continue;
            }

            foreach (IReadOnlyDictionary<string, double> vector in vectors)
            {
                space.Add(vector);
            }
        }

        return space;
    }

    /// <summary>True when the space holds all columns of a term, false when it does not, null when the formulas do not tell.</summary>
    public bool? Contains(IEnumerable<TermComponent> components, string label, EquatableArray<ModelVariable> variables)
        => TermColumns.Of(components, variables) is not { } vectors ? (_untold.Contains(label) || HoldsAllOf(components, variables) ? true : null)
            : vectors.All(vector => Remainder(vector).Count == 0) || HoldsAllOf(components, variables) ? true
            : _untold.Count > 0 ? null
            : false;

    /// <inheritdoc cref="Contains(IEnumerable{TermComponent}, string, EquatableArray{ModelVariable})"/>
    public bool? Contains(ModelTerm term, EquatableArray<ModelVariable> variables) => Contains(term.Components, term.Label, variables);

    // Whatever is computed of some variables has one value for each combination of their values, and lies in the span of the indicators of these, as x
    // lies in that of factor(x).
    private bool HoldsAllOf(IEnumerable<TermComponent> components, EquatableArray<ModelVariable> variables)
    {
        FactorComponent[] factors = [.. TermColumns.VariablesOf(components).Select(variable => new FactorComponent("", variable, null))];
        return factors.Length > 0 && TermColumns.Of(factors, variables) is { } indicators && indicators.All(indicator => Remainder(indicator).Count == 0);
    }

    private void Add(IReadOnlyDictionary<string, double> vector)
    {
        Dictionary<string, double> rest = Remainder(vector);
        if (rest.Count > 0)
        {
            string pivot = rest.Aggregate((largest, next) => Math.Abs(next.Value) > Math.Abs(largest.Value) ? next : largest).Key;
            _pivots.Add(pivot, _basis.Count);
            _basis.Add((pivot, rest));
        }
    }

    // A vector of the basis is zero at the pivots before its own, so one pass in their order is enough.
    private Dictionary<string, double> Remainder(IReadOnlyDictionary<string, double> vector)
    {
        var rest = vector.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var sizes = rest.ToDictionary(pair => pair.Key, pair => Math.Abs(pair.Value), StringComparer.Ordinal);
        for (int next = NextPivot(rest, -1); next >= 0; next = NextPivot(rest, next))
        {
            (string pivot, IReadOnlyDictionary<string, double> basis) = _basis[next];
            double multiple = rest[pivot] / basis[pivot];
            foreach (KeyValuePair<string, double> pair in basis)
            {
                rest[pair.Key] = (rest.TryGetValue(pair.Key, out double value) ? value : 0) - (multiple * pair.Value);
                sizes[pair.Key] = (sizes.TryGetValue(pair.Key, out double size) ? size : 0) + Math.Abs(multiple * pair.Value);
            }

            rest.Remove(pivot);
        }

        // Each against what it was made of: beside a large constant x counts all the same.
        foreach (string key in rest.Where(pair => Math.Abs(pair.Value) <= Negligible * sizes[pair.Key]).Select(pair => pair.Key).ToArray())
        {
            rest.Remove(key);
        }

        return rest;
    }

    private int NextPivot(Dictionary<string, double> vector, int after)
    {
        int next = -1;
        foreach (string key in vector.Keys)
        {
            if (_pivots.TryGetValue(key, out int position) && position > after && (next < 0 || position < next))
            {
                next = position;
            }
        }

        return next;
    }
}
