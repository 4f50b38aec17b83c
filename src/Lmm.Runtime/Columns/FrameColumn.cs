using Lmm.Columns;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm;

/// <summary>
/// A named column of a <see cref="ModelFrame"/>: numbers, whole numbers, or a factor. Values are copied when the column is
/// made, and the column never changes.
/// </summary>
public abstract class FrameColumn
{
    private protected FrameColumn(VariableDeclaration declaration) => Declaration = declaration;

    /// <summary>The name by which formulas call the column.</summary>
    public string Name => Declaration.Name;

    /// <summary>The number of rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>Why the column is of its type where that may surprise, such as the cell that is no number; else null.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What the binder is told of the column.</summary>
    internal VariableDeclaration Declaration { get; }

    /// <summary>The levels of a factor in order, those that no row has included; empty for numbers.</summary>
    public virtual IReadOnlyList<string> Levels => [];

    /// <summary>A numeric variable or grouping factor; NaN is a missing value.</summary>
    public static FrameColumn Numeric(string name, IEnumerable<double> values) => new ContinuousColumn(name, [.. values]);

    /// <summary>A numeric variable or grouping factor; null and NaN are missing values.</summary>
    public static FrameColumn Numeric(string name, IEnumerable<double?> values) => new ContinuousColumn(name, [.. values.Select(value => value ?? double.NaN)]);

    /// <summary>Whole numbers: a numeric variable, a grouping factor, or by <see cref="AsFactor"/> a factor.</summary>
    public static FrameColumn Integer(string name, IEnumerable<long> values) => new WholeNumberColumn(name, [.. values], null);

    /// <summary>Whole numbers; null is a missing value.</summary>
    public static FrameColumn Integer(string name, IEnumerable<long?> values)
    {
        long?[] known = [.. values];
        bool[]? missing = known.Contains(null) ? Array.ConvertAll(known, value => value is null) : null;
        return new WholeNumberColumn(name, Array.ConvertAll(known, value => value ?? 0), missing);
    }

    /// <summary>A factor with the levels FALSE and TRUE; null is a missing value.</summary>
    public static FrameColumn Boolean(string name, IEnumerable<bool?> values)
    {
        string[] levels = ["FALSE", "TRUE"];
        int[] codes = [.. values.Select(value => value is { } truth ? (truth ? 1 : 0) : DeclaredFactorBuilder.Missing)];
        return new CategoricalColumn(new VariableDeclaration(name, name, VariableType.Boolean, "bool"), levels, codes);
    }

    /// <summary>A factor whose levels are the texts that occur, in ordinal order; null is a missing value.</summary>
    public static FrameColumn Text(string name, IEnumerable<string?> values)
        => CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Text, "string"), values);

    /// <summary>A factor whose levels are the dates that occur, in their order; null is a missing value.</summary>
    public static FrameColumn Date(string name, IEnumerable<DateOnly?> values)
        => CategoricalColumn.Encode(
            new VariableDeclaration(name, name, VariableType.Text, "date"),
            values.Select(value => value is { } date ? LevelLabel.Of(date) : null));

    /// <summary>A factor whose levels and their order are declared; null is a missing value.</summary>
    /// <param name="name">The name by which formulas call the column.</param>
    /// <param name="values">The level of each row.</param>
    /// <param name="levels">The levels in order; the first is the reference level.</param>
    /// <exception cref="ArgumentException">A level is declared twice, or a value is none of the levels; the message names the row.</exception>
    public static FrameColumn Factor(string name, IEnumerable<string?> values, params IEnumerable<string> levels)
        => Text(name, values).WithLevels(levels);

    /// <summary>The same column with its levels declared, the first being the reference level; numbers become a factor.</summary>
    /// <exception cref="ArgumentException">A level is declared twice, or a value is none of the levels; the message names the row.</exception>
    public abstract FrameColumn WithLevels(params IEnumerable<string> levels);

    /// <summary>The same column as a factor, numbers in numeric order.</summary>
    public abstract FrameColumn AsFactor();

    /// <summary>The same column as a factor with that contrast coding.</summary>
    public FrameColumn WithContrast(ContrastCoding coding) => WithContrast((FactorContrasts)coding);

    /// <summary>The same column as a factor with those contrasts.</summary>
    public abstract FrameColumn WithContrast(FactorContrasts contrasts);

    /// <summary>The same column as a factor whose levels are ordered: its contrasts are polynomial by default.</summary>
    public abstract FrameColumn AsOrdered();

    /// <summary>The same column with those of its rows, in that order; a factor keeps its levels.</summary>
    internal abstract FrameColumn Rows(ReadOnlySpan<int> rows);

    /// <summary>Hands the column to a frame as a numeric variable.</summary>
    internal abstract NumericColumnBuilder NumericBuilder(string model, string name);

    /// <summary>Hands to a frame which values there are.</summary>
    internal PresenceColumnBuilder PresenceBuilder(string model, string name)
        => new(Declaration.IsFactorInTerms() ? FactorBuilder(model, name) : NumericBuilder(model, name));

    /// <summary>Hands the column to a frame as a factor.</summary>
    internal abstract DeclaredFactorBuilder FactorBuilder(string model, string name);
}
