using Lmm.Storage;
using Lmm.Variables;
using Lmm.Variables.Contrasts;

namespace Lmm.Shapes;

/// <summary>Names and counts in files.</summary>
internal static class StoredShape
{
    /// <summary>Writes a shape.</summary>
    /// <exception cref="ModelException">A covariance structure cannot be written.</exception>
    public static void Write(this StoredWriter writer, ModelShape shape)
    {
        writer.Write(shape.ModelName);
        writer.Write(shape.Formula);
        writer.Write(shape.ResponseName);
        writer.Write(shape.WeightsName);
        writer.Write(shape.OffsetName);
        writer.Write([.. shape.Coefficients]);
        writer.Write(shape.RandomTerms, term => Write(writer, term, shape.ModelName));
        writer.Write(shape.ObservationCount);
        writer.Write(shape.DroppedRowCount);
        writer.Write([.. shape.Undecided]);
        writer.Write([.. shape.StrayCells]);
        writer.Write([.. shape.ManyLevels]);
        writer.WriteOptional(shape.FixedTerms, terms => writer.Write(terms, term => Write(writer, term)));
        writer.Write(shape.FactorLevels, factor =>
        {
            writer.Write(factor.Key);
            writer.Write(factor.Value);
        });
    }

    /// <summary>Reads a shape.</summary>
    public static ModelShape ReadShape(this StoredReader reader)
    {
        ModelShape shape = new()
        {
            ModelName = reader.ReadText(),
            Formula = reader.ReadText(),
            ResponseName = reader.ReadText(),
            WeightsName = reader.ReadTextOrNull(),
            OffsetName = reader.ReadTextOrNull(),
            Coefficients = Array.AsReadOnly(reader.ReadTexts()),
            RandomTerms = Array.AsReadOnly(reader.ReadList(() => ReadRandomTerm(reader))),
            ObservationCount = reader.ReadRowCount(),
            DroppedRowCount = reader.ReadRowCount(),
            Undecided = Array.AsReadOnly(reader.ReadTexts()),
            StrayCells = Array.AsReadOnly(reader.ReadTexts()),
            ManyLevels = Array.AsReadOnly(reader.ReadTexts()),
            FixedTerms = reader.ReadOptional(() => reader.ReadList(() => ReadFixedTerm(reader))),
            FactorLevels = reader.ReadList(() => (Name: reader.ReadText(), Levels: reader.ReadTexts())).ToDictionary(static factor => factor.Name, static factor => factor.Levels),
        };
        reader.Require(shape.FixedTerms is null || Cover(shape.FixedTerms, shape.Coefficients.Count));
        return shape;
    }

    private static void Write(StoredWriter writer, RandomTermShape term, string model)
    {
        writer.Write(term.Grouping);
        writer.Write([.. term.Levels]);
        writer.WriteOptional(term.Crossed, writer.Write);
        writer.Write([.. term.Effects]);
        writer.Write(term.Covariance, model);
    }

    private static RandomTermShape ReadRandomTerm(StoredReader reader)
    {
        string grouping = reader.ReadText();
        string[] levels = reader.ReadTexts();
        RandomTermShape term = new()
        {
            Grouping = grouping,
            Levels = Array.AsReadOnly(levels),
            Crossed = reader.ReadOptional(() => reader.ReadCrossed(levels.Length)),
            Effects = Array.AsReadOnly(reader.ReadTexts()),
            Covariance = reader.ReadStructure(),
        };
        reader.Require(levels.Length > 0 && term.Effects.Count > 0);
        return term;
    }

    private static void Write(StoredWriter writer, FixedTermShape term)
    {
        writer.Write(term.Label);
        writer.Write(term.First);
        writer.Write(term.Parts, part =>
        {
            writer.Write(part.Name);
            writer.Write(part.ColumnCount);
            writer.WriteOptional(part.Levels, levels => writer.Write([.. levels]));
            writer.WriteOptional(part.Coding, writer.Write);
        });
    }

    private static FixedTermShape ReadFixedTerm(StoredReader reader) => new(reader.ReadText(), reader.ReadCount(), reader.ReadList(() =>
    {
        string name = reader.ReadText();
        int columns = reader.ReadCount();
        string[]? levels = reader.ReadOptional(reader.ReadTexts);
        ContrastMatrix? coding = reader.ReadOptional(() => reader.ReadContrasts(levels?.Length ?? -1));
        reader.Require((levels is null) == (coding is null) && (coding is null || coding.Suffixes.Length == columns));
        return new TermPartShape(name, columns, levels, coding);
    }));

    // Terms stand one after the other.
    private static bool Cover(IReadOnlyList<FixedTermShape> terms, int columns)
    {
        int next = 0;
        foreach (FixedTermShape term in terms)
        {
            if (term.First != next)
            {
                return false;
            }

            next = checked(next + term.ColumnCount);
        }

        return next == columns;
    }
}
