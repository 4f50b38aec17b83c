using System.Buffers.Binary;
using System.Text;

namespace Lmm.Storage;

/// <summary>Gathers the sections of a file and writes it.</summary>
internal sealed class StoredFileWriter
{
    private readonly StoredKind _kind;
    private readonly ModelIdentity _identity;
    private readonly TextPool _pool = new();
    private readonly List<(string Name, string Holds, StoredWriter Content)> _sections = [];

    /// <summary>Begins a file.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="identity">Whose it is.</param>
    public StoredFileWriter(StoredKind kind, ModelIdentity identity)
    {
        _kind = kind;
        _identity = identity;
        identity.Write(Section(StoredFormat.Identity, "the model's name, its formula, and how many rows were fitted"));
    }

    /// <summary>A new section.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="holds">What it holds of the data, for those who have to know.</param>
    public StoredWriter Section(string name, string holds)
    {
        StoredWriter content = new(_pool);
        _sections.Add((name, holds, content));
        return content;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where; a file that is there is replaced once all has been written.</param>
    /// <exception cref="SavedFileException">It cannot be written.</exception>
    public SavedContents Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SavedContents? contents = null;
        ReplacedFile.Write(path, stream => contents = WriteTo(stream));
        return contents!;
    }

    /// <summary>Writes the file to a stream, which stays open.</summary>
    /// <exception cref="SavedFileException">The stream cannot be written to.</exception>
    public SavedContents Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return WriteTo(stream);
        }
        catch (Exception fault) when (fault is IOException or NotSupportedException or UnauthorizedAccessException)
        {
            throw new SavedFileException(LmmErrorCode.UnwritableFile, StoredFileReader.OfStream, $"it cannot be written to ({fault.Message.TrimEnd('.')}); give a stream that can.", fault);
        }
    }

    private SavedContents WriteTo(Stream stream)
    {
        SummedOutput output = new(stream);
        output.Write(StoredFormat.Signature);
        output.Write(StoredFormat.Version);
        output.Write((int)_kind);
        List<SavedPart> parts = [];
        foreach ((string name, string holds, StoredWriter content) in _sections)
        {
            output.Write([StoredFormat.Section]);
            output.Write(name);
            output.Write(holds);
            output.Write((long)content.Content.Length);
            output.Write(content.Content);
            parts.Add(new SavedPart(name, content.Content.Length, holds));
        }

        output.Write([StoredFormat.End]);
        output.Write(unchecked((long)output.Checksum));
        return new SavedContents(_kind, StoredFormat.Version, _identity, parts, output.Length);
    }

    /// <summary>A stream whose bytes are summed up.</summary>
    private sealed class SummedOutput(Stream stream)
    {
        private Checksum _checksum = new();

        public ulong Checksum => _checksum.Value;

        public long Length { get; private set; }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            _checksum.Add(bytes);
            stream.Write(bytes);
            Length += bytes.Length;
        }

        public void Write(int value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            Write(bytes);
        }

        public void Write(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            Write(bytes);
        }

        public void Write(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Write(bytes.Length);
            Write(bytes);
        }
    }
}
