using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Storage;

namespace Lmm;

/// <summary>
/// What a saved file is: whose, how large, and part by part what it holds of the data. No part has the rows; what comes near to some of them is said, such as levels
/// with a single row.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<SavedContents>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class SavedContents : ITableResult, IJsonResult
{
    private readonly StoredKind _kind;
    private readonly ModelIdentity _identity;

    internal SavedContents(StoredKind kind, int version, ModelIdentity identity, IEnumerable<SavedPart> parts, long size)
    {
        (_kind, _identity) = (kind, identity);
        FormatVersion = version;
        Parts = Array.AsReadOnly<SavedPart>([.. parts]);
        Size = size;
    }

    /// <summary>What is saved: <c>cross-products</c>, <c>the fit of a linear mixed model</c> or <c>the fit of a linear model</c>.</summary>
    public string Kind => _kind.Name();

    /// <summary>The model's name.</summary>
    public string ModelName => _identity.ModelName;

    /// <summary>The model's formula.</summary>
    public string Formula => _identity.Formula;

    /// <summary>n, the number of rows that were fitted or summed up.</summary>
    public long ObservationCount => _identity.ObservationCount;

    /// <summary>The version of the library that wrote the file.</summary>
    public string LibraryVersion => _identity.LibraryVersion;

    /// <summary>The version of the file's format.</summary>
    public int FormatVersion { get; }

    /// <summary>The size of the file in bytes.</summary>
    public long Size { get; }

    /// <summary>The parts in their order.</summary>
    public IReadOnlyList<SavedPart> Parts { get; }

    /// <summary>Reads what a file holds.</summary>
    /// <param name="path">The file, a saved fit or saved cross-products.</param>
    /// <exception cref="SavedFileException">It cannot be read, is damaged or of another version.</exception>
    public static SavedContents Of(string path) => StoredFileReader.Open(path).Contents;

    /// <summary>Reads what a stream holds, to the end of what was saved to it.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="SavedFileException">It cannot be read, is damaged or of another version.</exception>
    public static SavedContents Of(Stream stream) => StoredFileReader.Open(stream).Contents;

    /// <summary>What a part holds of the data; null where there is no such part.</summary>
    internal string? HoldsOf(string part) => Parts.FirstOrDefault(own => own.Name == part)?.Holds;

    /// <summary>The parts as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("part", "Part", Parts.Select(static part => part.Name), ColumnKind.Label),
        TableColumn.OfNumbers("size", "Bytes", ColumnKind.Count, Parts.Select(static part => (double?)part.Size)),
        TableColumn.OfTexts("holds", "Holds", Parts.Select(static part => part.Holds)))
    {
        Title = "Contents",
        Heading = [string.Create(CultureInfo.InvariantCulture, $"{ModelName}: {Kind}, {Size} bytes"), FormulaText.OnOneLine(Formula)],
        Notes = [string.Create(CultureInfo.InvariantCulture, $"Format {FormatVersion}, written by version {LibraryVersion}; {ObservationCount} rows were read, none is kept.")],
    };

    /// <summary>The parts line by line, with their sizes and what they hold.</summary>
    public override string ToString()
    {
        ResultTable table = ToTable();
        return string.Concat(table.Heading.Concat(Parts.Select(static part => $"  {part}")).Concat(table.Notes).Select(static line => $"{line}\n"));
    }

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => SavedContentsJson.Write(json, this);
}
