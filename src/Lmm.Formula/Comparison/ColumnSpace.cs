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
        => TermColumns.Of(components, variables) is not { } vectors ? (_untold.Contains(label) ? true : null)
            : vectors.All(vector => Remainder(vector).Count == 0) ? true
            : _untold.Count > 0 ? null
            : false;

    /// <inheritdoc cref="Contains(IEnumerable{TermComponent}, string, EquatableArray{ModelVariable})"/>
    public bool? Contains(ModelTerm term, EquatableArray<ModelVariable> variables) => Contains(term.Components, term.Label, variables);

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
        double scale = rest.Count == 0 ? 0 : rest.Values.Max(Math.Abs);
        for (int next = NextPivot(rest, -1); next >= 0; next = NextPivot(rest, next))
        {
            (string pivot, IReadOnlyDictionary<string, double> basis) = _basis[next];
            double multiple = rest[pivot] / basis[pivot];
            foreach (KeyValuePair<string, double> pair in basis)
            {
                rest[pair.Key] = (rest.TryGetValue(pair.Key, out double value) ? value : 0) - (multiple * pair.Value);
            }

            rest.Remove(pivot);
        }

        foreach (string key in rest.Where(pair => Math.Abs(pair.Value) <= Negligible * scale).Select(pair => pair.Key).ToArray())
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
