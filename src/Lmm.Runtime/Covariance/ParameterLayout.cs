namespace Lmm.Covariance;

/// <summary>Which parameters are whose: the slices of a vector in which each random term has its own, one after the other.</summary>
internal abstract class ParameterLayout
{
    private readonly ParameterSlice[] _slices;

    private protected ParameterLayout(int termCount) => _slices = new ParameterSlice[termCount];

    /// <summary>The number of parameters.</summary>
    public int Count { get; private set; }

    /// <summary>The number of terms.</summary>
    public int TermCount => _slices.Length;

    /// <summary>The parameters of a term.</summary>
    public ParameterSlice this[int term] => _slices[term];

    private protected void Add(int term, int count)
    {
        _slices[term] = new ParameterSlice(Count, count);
        Count += count;
    }
}

/// <summary>The slices with what each term's parameters mean to it.</summary>
/// <typeparam name="TOwner">For θ the structure, which knows names and start; on a face its chart.</typeparam>
internal sealed class ParameterLayout<TOwner> : ParameterLayout
    where TOwner : ICovarianceMap
{
    /// <summary>Lays out the parameters of some terms in their order.</summary>
    public ParameterLayout(TOwner[] owners)
        : base(owners.Length)
    {
        Owners = owners;
        for (int term = 0; term < owners.Length; term++)
        {
            Add(term, owners[term].ParameterCount);
        }
    }

    /// <summary>What the parameters belong to, by term.</summary>
    public TOwner[] Owners { get; }
}
