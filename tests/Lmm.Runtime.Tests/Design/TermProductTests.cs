using FsCheck;
using FsCheck.Fluent;
using Lmm.Design;

namespace Lmm.Runtime.Tests.Design;

public class TermProductTests
{
    private const int Rows = 37;

    // A part of a term as the test sees it: its column names and its values by row and column.
    private sealed record NaivePart(TermPart Part, string[] Names, Func<int, int, double> Value);

    [Fact]
    public void Term_columns_are_all_products_of_their_parts_columns()
    {
        Gen<int[]> kinds = Gen.Choose(0, 6).NonEmptyListOf().Where(list => list.Count <= 4).Select(list => list.ToArray());
        Prop.ForAll(kinds.ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (choice, seed) => Check(choice, new Random(seed)))
            .QuickCheckThrowOnFailure();
    }

    private static void Check(int[] kinds, Random random)
    {
        NaivePart[] parts = [.. kinds.Select(kind => MakePart(kind, random))];
        ModelMatrixBuilder builder = new(Rows, CancellationToken.None);
        builder.Term("term", [.. parts.Select(part => part.Part)]);
        ModelMatrix matrix = builder.Build();

        Assert.Equal(parts.Aggregate(1, (product, part) => product * part.Names.Length), matrix.ColumnCount);
        for (int column = 0; column < matrix.ColumnCount; column++)
        {
            // The column's number in the mixed radix of the parts' widths, the first part's digit being the lowest.
            int rest = column;
            int[] digits = new int[parts.Length];
            for (int i = 0; i < digits.Length; i++)
            {
                (rest, digits[i]) = Math.DivRem(rest, parts[i].Names.Length);
            }

            Assert.Equal(string.Join(':', parts.Select((part, i) => part.Names[digits[i]])), matrix.ColumnNames[column]);
            for (int row = 0; row < Rows; row++)
            {
                double expected = parts.Select((part, i) => part.Value(row, digits[i])).Aggregate(1.0, (product, value) => product * value);
                Assert.Equal(expected, matrix.Columns[column][row], 1e-14 * Math.Abs(expected));
            }
        }
    }

    private static NaivePart MakePart(int kind, Random random)
    {
        if (kind < 2)
        {
            double[] values = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() - 0.5)];
            NumericColumn column = new($"x{kind}", values);
            return new NaivePart(column, [column.Name], (row, _) => values[row]);
        }

        int levels = random.Next(2, 5);
        int[] codes = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(levels))];
        FactorColumn factor = new($"f{kind}", codes, [.. Enumerable.Range(0, levels).Select(level => $"l{level}")]);
        switch (kind)
        {
            case 2:
                return new NaivePart(factor.Indicators(), [.. factor.Levels.Select(level => factor.Name + level)], (row, j) => codes[row] == j ? 1 : 0);
            case 3:
                return new NaivePart(factor.Contrasts(ContrastCoding.Treatment), [.. factor.Levels.Skip(1).Select(level => factor.Name + level)], (row, j) => codes[row] == j + 1 ? 1 : 0);
            case 4:
                return new NaivePart(factor.Contrasts(ContrastCoding.Sum), [.. Numbers(levels - 1).Select(number => factor.Name + number)], (row, j) => codes[row] == j ? 1 : codes[row] == levels - 1 ? -1 : 0);
            case 5:
                return new NaivePart(factor.Contrasts(ContrastCoding.Helmert), [.. Numbers(levels - 1).Select(number => factor.Name + number)], (row, j) => codes[row] <= j ? -1 : codes[row] == j + 1 ? j + 1 : 0);
            default:
                CodedFactor polynomial = factor.Contrasts(ContrastCoding.Polynomial);
                return new NaivePart(polynomial, polynomial.ColumnNames, (row, j) => polynomial.Coding[codes[row], j]);
        }
    }

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(1, count);
}
