namespace Lmm.Storage;

/// <summary>Whose file it is.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Formula">Its formula.</param>
/// <param name="ObservationCount">n.</param>
/// <param name="LibraryVersion">The version of the library that wrote the file.</param>
internal sealed record ModelIdentity(string ModelName, string Formula, long ObservationCount, string LibraryVersion)
{
    /// <summary>Writes it.</summary>
    public void Write(StoredWriter writer)
    {
        writer.Write(ModelName);
        writer.Write(Formula);
        writer.Write(ObservationCount);
        writer.Write(LibraryVersion);
    }

    /// <summary>Reads it.</summary>
    public static ModelIdentity Read(StoredReader reader) => new(reader.ReadText(), reader.ReadText(), reader.ReadRowCount(), reader.ReadText());
}
