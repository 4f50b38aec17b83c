using Lmm.Storage;
using Lmm.Variables.Bases;

namespace Lmm.Variables;

/// <summary>
/// What the rows that were fitted have taught, in files: levels of factors, which combinations of them occur, what transforms have learned. It is all that rows to predict
/// need of them.
/// </summary>
/// <param name="Factors">The factors.</param>
/// <param name="Crossings">Combinations of factors, by the key that they are found by.</param>
/// <param name="Computed">Factors made of numbers, by the number's name.</param>
/// <param name="Bases">Transforms by their labels.</param>
/// <param name="Learned">Numbers such as means by their labels.</param>
/// <param name="LevelsObserved">For grouping factors which levels rows with a weight have; null for all.</param>
internal sealed record StoredCases(
    IReadOnlyCollection<FactorColumn> Factors,
    IReadOnlyDictionary<string, FactorColumn> Crossings,
    IReadOnlyDictionary<string, FactorColumn> Computed,
    IReadOnlyDictionary<string, LearnedBasis> Bases,
    IReadOnlyDictionary<string, double> Learned,
    IReadOnlyDictionary<string, bool[]?> LevelsObserved)
{
    /// <summary>What two sets of rows have taught, of which the first is asked first.</summary>
    public static StoredCases Join(StoredCases first, StoredCases second)
    {
        return new(
            [.. first.Factors.UnionBy(second.Factors, static factor => factor.Name)],
            Both(first.Crossings, second.Crossings),
            Both(first.Computed, second.Computed),
            Both(first.Bases, second.Bases),
            Both(first.Learned, second.Learned),
            Both(first.LevelsObserved, second.LevelsObserved));

        static Dictionary<string, T> Both<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other) => one.UnionBy(other, static item => item.Key).ToDictionary();
    }

    /// <summary>Writes it.</summary>
    public void Write(StoredWriter writer)
    {
        writer.Write(Factors, writer.Write);
        Write(writer, Crossings, writer.Write);
        Write(writer, Computed, writer.Write);
        Write(writer, Bases, basis => basis.Write(writer));
        Write(writer, Learned, writer.Write);
        Write(writer, LevelsObserved, observed => writer.WriteOptional(observed, levels => writer.Write(levels.AsSpan())));
    }

    /// <summary>Reads it.</summary>
    public static StoredCases Read(StoredReader reader, string model) => new(
        reader.ReadList(() => reader.ReadFactor(model)),
        ReadAll(reader, () => reader.ReadFactor(model)),
        ReadAll(reader, () => reader.ReadFactor(model)),
        ReadAll(reader, () => LearnedBasis.Read(reader)),
        ReadAll(reader, reader.ReadDouble),
        ReadAll(reader, () => reader.ReadOptional(reader.ReadBooleans)));

    private static void Write<T>(StoredWriter writer, IReadOnlyDictionary<string, T> items, Action<T> write) => writer.Write(items, item =>
    {
        writer.Write(item.Key);
        write(item.Value);
    });

    private static Dictionary<string, T> ReadAll<T>(StoredReader reader, Func<T> read)
    {
        Dictionary<string, T> items = [];
        foreach (KeyValuePair<string, T> item in reader.ReadList(() => KeyValuePair.Create(reader.ReadText(), read()), sizeof(int)))
        {
            items.Add(item.Key, item.Value);
        }

        return items;
    }
}
