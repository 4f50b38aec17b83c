using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lmm.Storage;

/// <summary>Reads a file whole, sees that it is as it was written, and hands out its sections.</summary>
internal sealed class StoredFileReader
{
    /// <summary>What messages call a stream.</summary>
    public const string OfStream = "the stream";

    /// <summary>No name and no remark of a section is longer.</summary>
    private const int LongestText = 1 << 20;

    /// <summary>So many bytes are made room for at first, whatever a length says.</summary>
    private const int FirstRoom = 1 << 16;

    private const string Again = "copy it again from where it was written, or fit the model again and save it";

    private readonly string _origin;
    private readonly TextPool _pool = new();
    private readonly Dictionary<string, byte[]> _sections = [];
    private readonly Stream _stream;
    private readonly List<SavedPart> _parts = [];
    private Checksum _checksum = new();
    private long _length;

    private StoredFileReader(Stream stream, string origin)
    {
        _stream = stream;
        _origin = origin;
        (int version, Kind) = ReadHead();
        ReadSections();
        Identity = Section(StoredFormat.Identity).ReadAll(ModelIdentity.Read);
        Contents = new SavedContents(Kind, version, Identity, _parts, _length);
    }

    /// <summary>What the file holds.</summary>
    public StoredKind Kind { get; }

    /// <summary>Whose it is.</summary>
    public ModelIdentity Identity { get; }

    /// <summary>Its size and what it holds of the data.</summary>
    public SavedContents Contents { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="SavedFileException">It cannot be read, is damaged or of another version.</exception>
    public static StoredFileReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (Directory.Exists(path))
            {
                throw new SavedFileException(LmmErrorCode.UnreadableSource, path, "it is a directory; write the name of a file in it.");
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            StoredFileReader reader = new(stream, path);
            return stream.ReadByte() < 0 ? reader : throw reader.Damaged(null);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SavedFileException(LmmErrorCode.UnreadableSource, path, "there is no such file; see that the path is right.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SavedFileException(LmmErrorCode.UnreadableSource, path, $"it cannot be read ({fault.Message.TrimEnd('.')}); see that you may read it.", fault);
        }
    }

    /// <summary>Reads a stream to the end of what was saved to it, and no further.</summary>
    /// <exception cref="SavedFileException">It cannot be read, is damaged or of another version.</exception>
    public static StoredFileReader Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new StoredFileReader(stream, OfStream);
        }
        catch (Exception fault) when (fault is IOException or NotSupportedException or UnauthorizedAccessException)
        {
            throw new SavedFileException(LmmErrorCode.UnreadableSource, OfStream, $"it cannot be read ({fault.Message.TrimEnd('.')}); give a stream that can.", fault);
        }
    }

    /// <summary>Refuses a file that holds something else.</summary>
    /// <exception cref="SavedFileException">It does.</exception>
    public void Expect(StoredKind kind)
    {
        if (Kind != kind)
        {
            throw new SavedFileException(LmmErrorCode.OtherContents, _origin, $"it holds {Kind.Name()} ({Identity.Formula}), not {kind.Name()}; load it with {Kind.Loader()}.");
        }
    }

    /// <summary>The fault of a file of another model.</summary>
    /// <param name="message">What differs, and the cure.</param>
    public SavedFileException OfOtherModel(string message) => new(LmmErrorCode.OtherContents, _origin, message);

    /// <summary>Whether there is a section of that name.</summary>
    public bool Has(string name) => _sections.ContainsKey(name);

    /// <summary>The section of that name. Sections that share lists of texts are read in the order in which they were written.</summary>
    /// <exception cref="SavedFileException">There is none.</exception>
    public StoredReader Section(string name)
        => _sections.TryGetValue(name, out byte[]? content) ? new StoredReader(content, _pool, Damaged) : throw Damaged(null);

    /// <summary>What is wrong with a file that is not as it was written.</summary>
    public SavedFileException Damaged(Exception? fault)
        => new(LmmErrorCode.DamagedFile, _origin, $"the file is damaged: it is not what was saved; {Again}.", fault);

    private (int Version, StoredKind Kind) ReadHead()
    {
        Span<byte> signature = stackalloc byte[StoredFormat.SignatureLength];
        int count = _stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        if (count == 0)
        {
            throw new SavedFileException(LmmErrorCode.DamagedFile, _origin, $"it is empty; {Again}.");
        }

        if (!signature[..count].SequenceEqual(StoredFormat.Signature[..count]))
        {
            throw new SavedFileException(LmmErrorCode.OtherContents, _origin, "it is no file of a saved fit or of saved cross-products; write the path of one that Save has written.");
        }

        if (count < signature.Length)
        {
            throw CutOff();
        }

        Sum(signature);
        int version = ReadInt32();
        if (version != StoredFormat.Version)
        {
            throw new SavedFileException(LmmErrorCode.OtherVersion, _origin, string.Create(
                CultureInfo.InvariantCulture,
                $"it has version {version} of the format, and this library ({StoredFormat.LibraryVersion}) reads version {StoredFormat.Version}; {(version > StoredFormat.Version ? "update the library, or fit the model again with this one and save it" : "load it with the library that wrote it, or fit the model again and save it")}."));
        }

        var kind = (StoredKind)ReadInt32();
        return Enum.IsDefined(kind) ? (version, kind) : throw Damaged(null);
    }

    private void ReadSections()
    {
        while (ReadBytes(1)[0] is var mark && mark != StoredFormat.End)
        {
            if (mark != StoredFormat.Section)
            {
                throw Damaged(null);
            }

            string name = ReadText();
            string holds = ReadText();
            byte[] content = ReadBytes(ReadInt64());
            if (!_sections.TryAdd(name, content))
            {
                throw Damaged(null);
            }

            _parts.Add(new SavedPart(name, content.Length, holds));
        }

        ulong expected = _checksum.Value;
        if (unchecked((ulong)ReadInt64()) != expected)
        {
            throw Damaged(null);
        }
    }

    private string ReadText()
    {
        int length = ReadInt32();
        return length is >= 0 and <= LongestText ? Encoding.UTF8.GetString(ReadBytes(length)) : throw Damaged(null);
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(sizeof(int)));

    private long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)));

    // Room grows with what there is to read: a length that is wrong takes no memory.
    private byte[] ReadBytes(long length)
    {
        if (length < 0 || length > Array.MaxLength)
        {
            throw Damaged(null);
        }

        var bytes = new byte[Math.Min(length, FirstRoom)];
        int filled = 0;
        while (true)
        {
            if (_stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false) < bytes.Length - filled)
            {
                throw CutOff();
            }

            filled = bytes.Length;
            if (filled == length)
            {
                break;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * filled));
        }

        Sum(bytes);
        return bytes;
    }

    private void Sum(ReadOnlySpan<byte> bytes)
    {
        _checksum.Add(bytes);
        _length += bytes.Length;
    }

    private SavedFileException CutOff()
        => new(LmmErrorCode.DamagedFile, _origin, $"it ends before its end: it was cut off when it was written or copied; {Again}.");
}
