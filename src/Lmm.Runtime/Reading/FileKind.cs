namespace Lmm.Reading;

/// <summary>Knows files that are not text by their first bytes.</summary>
internal static class FileKind
{
    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or a workbook (.zip, .xlsx, .ods)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old workbook (.xls)"),
        ([0x42, 0x5A, 0x68, 0x39], "a file compressed by bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "a file compressed by xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file compressed by Zstandard"),
        ([0x37, 0x7A, 0xBC, 0xAF], "an archive of 7-Zip"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
    ];

    /// <summary>As many bytes tell all kinds.</summary>
    public const int LongestMagic = 6;

    /// <summary>True for what gzip has compressed, which is read.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0x1F, 0x8B, 0x08]);

    /// <summary>What a file is that cannot be read; null when it may be text.</summary>
    public static string? NameOf(byte[] start) => Others.FirstOrDefault(other => start.AsSpan().StartsWith(other.Magic)).Name;
}
