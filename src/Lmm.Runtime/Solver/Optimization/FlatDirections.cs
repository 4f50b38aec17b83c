using Lmm.Covariance;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// The directions in which the criterion is flat at a minimum, by the terms whose parameters take part in them: what the data do not tell. They are found by
/// the curvature, whatever the reason.
/// </summary>
internal sealed class FlatDirections
{
    /// <summary>
    /// A criterion is flat where moving parameters by their own size, or by what a level tells of as much as of the residual, changes it by less than this.
    /// </summary>
    private const double Change = 1e-5;

    /// <summary>For every degree of freedom so much is rounding.</summary>
    private const double Rounding = 1e-8;

    private readonly Criterion _criterion;
    private readonly List<bool[]> _found = [];
    private bool[] _parts = [];
    private double[] _sizes = [];

    public FlatDirections(Criterion criterion) => _criterion = criterion;

    /// <summary>For each direction whether each term takes part in it.</summary>
    public IReadOnlyList<bool[]> Found => _found;

    /// <summary>Forgets all.</summary>
    public void Clear() => _found.Clear();

    /// <summary>Takes the directions of another one.</summary>
    public void Take(FlatDirections other)
    {
        _found.Clear();
        _found.AddRange(other._found);
    }

    /// <summary>Looks at the Hessian of a search that has ended, in parameters of that layout.</summary>
    public void Read(Polish polish, ParameterLayout layout)
    {
        _found.Clear();
        if (polish.Flatness is not { IsDoubtful: true } flatness)
        {
            return;
        }

        if (_sizes.Length < _criterion.ParameterCount)
        {
            _parts = new bool[_criterion.ParameterCount];
            _sizes = new double[_criterion.ParameterCount];
        }

        double change = Change + (Rounding * _criterion.DegreesOfFreedom);
        for (int term = 0; term < layout.TermCount; term++)
        {
            layout[term].Of(_sizes).Fill(_criterion.TermSize(term));
        }

        for (int number = 0; flatness.TryFind(number, change, _sizes, _parts); number++)
        {
            var terms = new bool[layout.TermCount];
            for (int term = 0; term < terms.Length; term++)
            {
                terms[term] = layout[term].Of(_parts).Contains(true);
            }

            Add(terms);
        }
    }

    /// <summary>Adds a direction of one term alone.</summary>
    public void Add(int term, int termCount)
    {
        var terms = new bool[termCount];
        terms[term] = true;
        Add(terms);
    }

    private void Add(bool[] terms)
    {
        if (!_found.Exists(known => known.AsSpan().SequenceEqual(terms)))
        {
            _found.Add(terms);
        }
    }
}
