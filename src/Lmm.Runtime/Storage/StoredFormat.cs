namespace Lmm.Storage;

/// <summary>
/// The layout of files: a signature, the version of the format, what the file holds; then sections, each with its name, what it holds of the data, its length and its
/// bytes; then an end with the checksum of all bytes before it. Numbers are little-endian.
/// </summary>
internal static class StoredFormat
{
    /// <summary>The version that is written, and the one that is read.</summary>
    public const int Version = 2;

    /// <summary>What stands before a section.</summary>
    public const byte Section = 1;

    /// <summary>What stands before the checksum.</summary>
    public const byte End = 0;

    /// <summary>The name of the first section, which says whose file it is.</summary>
    public const string Identity = "identity";

    /// <summary>The number of the first bytes.</summary>
    public const int SignatureLength = 8;

    /// <summary>The first bytes: none that a text starts with, and line ends that a transfer as text would change.</summary>
    public static ReadOnlySpan<byte> Signature => [0x93, (byte)'L', (byte)'M', (byte)'M', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The version of the library.</summary>
    public static string LibraryVersion => typeof(StoredFormat).Assembly.GetName().Version!.ToString(3);
}
