using Lmm.Kernels;

namespace Lmm.Solver.Factoring;

/// <summary>How the cross-products of a model are factored: what depends on their pattern alone, so that models of one design can share it.</summary>
internal abstract record FactorizationPlan
{
    /// <summary>Makes a factorisation and loads the cross-products.</summary>
    public Factorization Build(CrossProducts products, Workers workers)
    {
        Factorization factorization = Allocate(products, workers);
        factorization.Load(products);
        return factorization;
    }

    /// <summary>Makes the storage of a factorisation, for cross-products of this pattern.</summary>
    protected abstract Factorization Allocate(CrossProducts products, Workers workers);
}
