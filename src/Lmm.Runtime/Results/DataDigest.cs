using Lmm.Storage;

namespace Lmm.Results;

/// <summary>Checksums of what models must have in common to be compared, for fits that have been parted from their rows.</summary>
/// <param name="Response">That of the response.</param>
/// <param name="Weights">That of the prior weights; 0 where all are one.</param>
internal sealed record DataDigest(ulong Response, ulong Weights)
{
    /// <summary>The checksums of a design.</summary>
    public static DataDigest Of(ModelDesign design)
        => new(Checksum.Of(design.Response.Values), design.Weights is null || Array.TrueForAll(design.Weights, static weight => weight == 1) ? 0 : Checksum.Of(design.Weights));
}
