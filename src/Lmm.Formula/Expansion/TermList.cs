using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>Terms in order of appearance, each once. Operations follow R's <c>terms.formula</c>.</summary>
internal sealed class TermList
{
    private readonly List<VariableSet> _terms = [];
    private readonly HashSet<VariableSet> _members = [];

    /// <summary>The terms in order of appearance.</summary>
    public IReadOnlyList<VariableSet> Terms => _terms;

    /// <summary>True when terms were left out because there are more than <see cref="FormulaLimits.Terms"/>.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The number of terms.</summary>
    public int Count => _terms.Count;

    /// <summary>The list of one term.</summary>
    public static TermList Of(VariableSet term)
    {
        var list = new TermList();
        list.Add(term);
        return list;
    }

    /// <summary>True when the term is in the list.</summary>
    public bool Contains(VariableSet term) => _members.Contains(term);

    /// <summary>Adds the terms of <paramref name="other"/> that are not there yet: <c>a + b</c>.</summary>
    public void AddAll(TermList other)
    {
        IsFull |= other.IsFull;
        foreach (VariableSet term in other._terms)
        {
            Add(term);
        }
    }

    /// <summary>Takes the terms of <paramref name="other"/> out: <c>a - b</c>.</summary>
    public void RemoveAll(TermList other)
    {
        if (_members.Overlaps(other._terms))
        {
            _members.ExceptWith(other._terms);
            _terms.RemoveAll(term => !_members.Contains(term));
        }
    }

    /// <summary>Adds the interactions of each of this list's first <paramref name="count"/> terms with each of <paramref name="other"/>.</summary>
    public void AddInteractions(int count, TermList other)
    {
        for (int i = 0; i < count && !IsFull; i++)
        {
            foreach (VariableSet term in other._terms)
            {
                Add(_terms[i].Union(term));
            }
        }
    }

    /// <summary>Each term of this list joined with each of <paramref name="other"/>: <c>a:b</c>.</summary>
    public TermList Interactions(TermList other)
    {
        var products = new TermList { IsFull = IsFull || other.IsFull };
        for (int i = 0; i < Count && !products.IsFull; i++)
        {
            foreach (VariableSet term in other._terms)
            {
                products.Add(_terms[i].Union(term));
            }
        }

        return products;
    }

    /// <summary>Each term joined with all the variables of <paramref name="other"/>.</summary>
    public TermList Within(TermList other)
    {
        VariableSet all = other._terms.Aggregate(default(VariableSet), (union, term) => union.Union(term));
        var nested = new TermList { IsFull = IsFull || other.IsFull };
        foreach (VariableSet term in _terms)
        {
            nested.Add(term.Union(all));
        }

        return nested;
    }

    /// <summary>The list joined with itself, <paramref name="exponent"/> times in all: <c>(a + b)^2</c>.</summary>
    public TermList Power(double exponent)
    {
        TermList power = this;
        for (double i = 1; i < exponent; i++)
        {
            TermList next = Interactions(power);
            if (next.IsFull || next._terms.SequenceEqual(power._terms))
            {
                return next;
            }

            power = next;
        }

        return power;
    }

    private void Add(VariableSet term)
    {
        if (_members.Contains(term))
        {
            return;
        }

        if (Count == FormulaLimits.Terms)
        {
            IsFull = true;
            return;
        }

        _members.Add(term);
        _terms.Add(term);
    }
}
