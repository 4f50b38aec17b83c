namespace Lmm.Tests.Storage;

/// <summary>Fits to and from the bytes of a file.</summary>
internal static class SavedFits
{
    /// <summary>The bytes that a fit is saved as.</summary>
    public static byte[] Bytes(ModelFit fit)
    {
        using MemoryStream stream = new();
        SavedContents contents = fit.Save(stream);
        Assert.Equal(stream.Length, contents.Size);
        return stream.ToArray();
    }

    /// <summary>A fit that has been saved and loaded.</summary>
    public static T Again<T>(T fit)
        where T : ModelFit
    {
        using MemoryStream stream = new(Bytes(fit));
        return (T)ModelFit.Load(stream);
    }

    /// <summary>Cross-products that have been saved and loaded.</summary>
    public static CrossProducts Again(CrossProducts products)
    {
        using MemoryStream stream = new();
        products.Save(stream);
        stream.Position = 0;
        return CrossProducts.Load(stream);
    }
}
