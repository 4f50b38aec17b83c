namespace Lmm.Storage;

/// <summary>What a file holds. Numbers keep their meaning.</summary>
internal enum StoredKind
{
    /// <summary>Cross-products.</summary>
    CrossProducts = 1,

    /// <summary>The fit of a linear mixed model.</summary>
    LinearMixedModelFit = 2,

    /// <summary>The fit of a linear model.</summary>
    LinearModelFit = 3,
}

/// <summary>Kinds in words.</summary>
internal static class StoredKinds
{
    /// <summary>The kind with its article.</summary>
    public static string Name(this StoredKind kind) => kind switch
    {
        StoredKind.CrossProducts => "cross-products",
        StoredKind.LinearMixedModelFit => "the fit of a linear mixed model",
        _ => "the fit of a linear model",
    };

    /// <summary>The call that loads files of a kind.</summary>
    public static string Loader(this StoredKind kind) => kind switch
    {
        StoredKind.CrossProducts => "CrossProducts.Load",
        StoredKind.LinearMixedModelFit => "LinearMixedModelFit.Load",
        _ => "LinearModelFit.Load",
    };
}
