using Lmm.Storage;

namespace Lmm.Variables.Contrasts;

/// <summary>Contrasts in files.</summary>
internal static class StoredContrasts
{
    /// <summary>Writes a matrix of contrasts: which level each column indicates, else its values.</summary>
    public static void Write(this StoredWriter writer, ContrastMatrix contrasts)
    {
        writer.Write(contrasts.Suffixes);
        writer.WriteOptional(contrasts.ColumnOfLevel, columns => writer.Write(columns.AsSpan()));
        if (contrasts.ColumnOfLevel is null)
        {
            writer.Write(contrasts.Values);
        }
    }

    /// <summary>Reads the contrasts of a factor of so many levels.</summary>
    public static ContrastMatrix ReadContrasts(this StoredReader reader, int levels)
    {
        string[] suffixes = reader.ReadTexts();
        if (reader.ReadOptional(reader.ReadInt32s) is not { } columnOfLevel)
        {
            return new ContrastMatrix(reader.ReadMatrix(levels, suffixes.Length), suffixes);
        }

        reader.Require(columnOfLevel.Length == levels && Array.TrueForAll(columnOfLevel, column => column >= -1 && column < suffixes.Length));
        return new ContrastMatrix(columnOfLevel, suffixes);
    }
}
