using Lmm.Kernels;

namespace Lmm.Solver.Factoring;

/// <summary>How the cross-products of a model are factored: what depends on their pattern alone, so that models of one design can share it.</summary>
internal abstract record FactorizationPlan
{
    /// <summary>Makes the storage of a factorisation.</summary>
    public abstract Factorization Build(CrossProducts products, Workers workers);
}
