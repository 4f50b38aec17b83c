namespace Lmm.Runtime.Tests.Frame;

public class FactorLevelTests
{
    private enum Genotype
    {
        Wt,
        Csb,
    }

    private static FactorColumn Keyed<TKey>(params TKey[] values)
        where TKey : notnull, IComparable<TKey>, IEquatable<TKey>
    {
        CompleteCasesBuilder builder = new("M", "f");
        KeyedFactorBuilder<TKey> factor = builder.Factor<TKey>("f");
        foreach (TKey value in values)
        {
            factor.Add(value);
        }

        return builder.Build().Factor("f");
    }

    [Fact]
    public void Texts_are_ordered_ordinally()
        => Assert.Equal(["", "B", "Z", "a", "b10", "b9", "é"], Keyed("é", "b9", "", "a", "Z", "b10", "B", "a").Levels);

    [Fact]
    public void Whole_numbers_are_ordered_as_numbers()
        => Assert.Equal(["-2", "9", "10", "100"], Keyed(10, 9, 100, -2, 9).Levels);

    [Fact]
    public void Unsigned_numbers_keep_all_their_digits()
        => Assert.Equal(["18446744073709551614", "18446744073709551615"], Keyed(ulong.MaxValue, ulong.MaxValue - 1).Levels);

    [Fact]
    public void Truth_values_are_written_as_R_writes_them()
        => Assert.Equal(["FALSE", "TRUE"], Keyed(true, false).Levels);

    [Fact]
    public void Dates_are_ordered_in_time_and_written_by_ISO_8601()
        => Assert.Equal(["1999-12-31", "2000-01-01"], Keyed(new DateOnly(2000, 1, 1), new DateOnly(1999, 12, 31)).Levels);

    [Fact]
    public void Characters_and_identifiers_can_be_levels()
    {
        Guid id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.Equal(["a", "b"], Keyed('b', 'a').Levels);
        Assert.Equal([id.ToString()], Keyed(id, id).Levels);
    }

    [Fact]
    public void Declared_levels_keep_their_order_and_unused_ones_are_dropped()
    {
        CompleteCasesBuilder builder = new("M", "f");
        DeclaredFactorBuilder factor = builder.Factor("f", "low", "unused", "mid", "high");
        NumericColumnBuilder y = builder.Numeric("y");
        foreach ((string? level, double value) in ((string?, double)[])[("high", 1), ("low", 2), ("mid", double.NaN), (null, 4), ("low", 5)])
        {
            factor.Add(level);
            y.Add(value);
        }

        FactorColumn column = builder.Build().Factor("f");
        Assert.Equal(["low", "high"], column.Levels);
        Assert.Equal([1, 0, 0], column.Codes);
    }

    [Fact]
    public void An_unknown_level_names_row_value_and_the_declared_levels()
    {
        DeclaredFactorBuilder factor = new CompleteCasesBuilder("M", "f").Factor("genotype", "WT", "CSB");
        factor.Add("WT");
        factor.Add((string?)null);

        ModelException fault = Assert.Throws<ModelException>(() => factor.Add("CSC"));
        Assert.StartsWith("M: row 3 has the value 'CSC' of genotype, which is none of its declared levels (WT, CSB)", fault.Message);
    }

    [Fact]
    public void An_undeclared_enum_value_names_its_row()
    {
        DeclaredFactorBuilder factor = new CompleteCasesBuilder("M", "f").Factor("genotype", nameof(Genotype.Wt), nameof(Genotype.Csb));
        factor.Add(1);

        ModelException fault = Assert.Throws<ModelException>(() => factor.Add(factor.Undeclared((Genotype)7)));
        Assert.StartsWith("M: row 2 has the value '7' of genotype", fault.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_code_of_no_level_is_refused(int code)
        => Assert.Throws<ModelException>(() => new CompleteCasesBuilder("M", "f").Factor("f", "a", "b").Add(code));

    [Fact]
    public void A_level_declared_twice_is_refused()
        => Assert.Contains("'a' of f is declared twice", Assert.Throws<ModelException>(() => new CompleteCasesBuilder("M", "f").Factor("f", "a", "b", "a")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sorted")]
    [InlineData("cyclic")]
    [InlineData("random")]
    [InlineData("few")]
    public void Codes_and_levels_spell_the_values_in_any_order_of_rows(string order)
    {
        Random random = new(order.Length);
        string[] values = new string[3000];
        for (int i = 0; i < values.Length; i++)
        {
            int key = order switch { "sorted" => i / 7, "cyclic" => i % 431, "random" => random.Next(431), _ => random.Next(3) };
            values[i] = new string($"k{key}");
        }

        FactorColumn factor = Keyed(values);

        Assert.Equal(values.Distinct().Order(StringComparer.Ordinal), factor.Levels);
        Assert.Equal(values, factor.Codes.Select(code => factor.Levels[code]));
    }
}
