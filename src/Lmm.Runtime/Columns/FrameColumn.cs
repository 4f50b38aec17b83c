using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Columns;
using Lmm.Faults;
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

    /// <summary>
    /// The cells that are no numbers, where most of the column's cells are and it is text for their sake: the first hundred. Empty for all other
    /// columns, and once the column is declared a factor.
    /// </summary>
    public IReadOnlyList<StrayCell> StrayCells => Strays?.First ?? [];

    /// <summary>The cells that make text of a column of numbers; null where there are none.</summary>
    internal StrayCells? Strays { get; init; }

    /// <summary>What the binder is told of the column.</summary>
    internal VariableDeclaration Declaration { get; }

    /// <summary>The levels of a factor in order, those that no row has included; empty for numbers.</summary>
    public virtual IReadOnlyList<string> Levels => [];

    /// <summary>A numeric variable or grouping factor; NaN is a missing value.</summary>
    public static FrameColumn Numeric(string name, IEnumerable<double> values) => new ContinuousColumn(Named(name), [.. Given(values)]);

    /// <summary>A numeric variable or grouping factor; null and NaN are missing values.</summary>
    public static FrameColumn Numeric(string name, IEnumerable<double?> values) => new ContinuousColumn(Named(name), [.. Given(values).Select(value => value ?? double.NaN)]);

    /// <summary>Whole numbers: a numeric variable, a grouping factor, or by <see cref="AsFactor"/> a factor.</summary>
    public static FrameColumn Integer(string name, IEnumerable<long> values) => new WholeNumberColumn(Named(name), [.. Given(values)], null);

    /// <summary>Whole numbers; null is a missing value.</summary>
    public static FrameColumn Integer(string name, IEnumerable<long?> values)
    {
        long?[] known = [.. Given(values)];
        bool[]? missing = known.Contains(null) ? Array.ConvertAll(known, value => value is null) : null;
        return new WholeNumberColumn(Named(name), Array.ConvertAll(known, value => value ?? 0), missing);
    }

    /// <summary>A factor with the levels FALSE and TRUE; null is a missing value.</summary>
    public static FrameColumn Boolean(string name, IEnumerable<bool?> values)
    {
        string[] levels = ["FALSE", "TRUE"];
        int[] codes = [.. Given(values).Select(value => value is { } truth ? (truth ? 1 : 0) : DeclaredFactorBuilder.Missing)];
        return new CategoricalColumn(new VariableDeclaration(Named(name), name, VariableType.Boolean, "bool"), levels, codes);
    }

    /// <summary>A factor whose levels are the texts that occur, in ordinal order; null is a missing value.</summary>
    public static FrameColumn Text(string name, IEnumerable<string?> values)
        => CategoricalColumn.Encode(new VariableDeclaration(Named(name), name, VariableType.Text, "string"), Given(values));

    /// <summary>A factor whose levels are the dates that occur, in their order; null is a missing value.</summary>
    public static FrameColumn Date(string name, IEnumerable<DateOnly?> values)
        => CategoricalColumn.Encode(
            new VariableDeclaration(Named(name), name, VariableType.Text, "date"),
            Given(values).Select(value => value is { } date ? LevelLabel.Of(date) : null));

    /// <summary>A factor whose levels and their order are declared; null is a missing value.</summary>
    /// <param name="name">The name by which formulas call the column.</param>
    /// <param name="values">The level of each row.</param>
    /// <param name="levels">The levels in order; the first is the reference level.</param>
    /// <exception cref="ArgumentException">A level is declared twice, or a value is none of the levels; the message names the row.</exception>
    public static FrameColumn Factor(string name, IEnumerable<string?> values, params IEnumerable<string> levels)
        => Text(name, values).WithLevels(levels);

    /// <summary>The same column with its levels declared, the first being the reference level; numbers become a factor.</summary>
    /// <exception cref="ArgumentException">A level is declared twice, or a value is none of the levels; the message names the row.</exception>
    public FrameColumn WithLevels(params IEnumerable<string> levels)
    {
        string[] declared = [.. Given(levels)];
        return Array.IndexOf(declared, null) is >= 0 and int index
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Level {index + 1} of {Name} is null; leave it out, missing values have no level."), nameof(levels))
            : Declare(declared);
    }

    /// <summary>The same column as a factor, numbers in numeric order.</summary>
    public abstract FrameColumn AsFactor();

    /// <summary>The same column as a factor with that contrast coding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such coding.</exception>
    public FrameColumn WithContrast(ContrastCoding coding) => WithContrast((FactorContrasts)Allowed.Member(coding));

    /// <summary>The same column as a factor with those contrasts.</summary>
    public FrameColumn WithContrast(FactorContrasts contrasts)
    {
        ArgumentNullException.ThrowIfNull(contrasts);
        return CodedBy(contrasts);
    }

    /// <summary>The same column as a factor whose levels are ordered: its contrasts are polynomial by default.</summary>
    public abstract FrameColumn AsOrdered();

    /// <summary>The same column with those of its rows, in that order; a factor keeps its levels.</summary>
    internal abstract FrameColumn Rows(ReadOnlySpan<int> rows);

    /// <summary>The numbers by row, NaN where one is missing; null for a factor.</summary>
    internal virtual double[]? Numbers => null;

    /// <summary>For a factor the level of each row, -1 where it is missing; empty for numbers.</summary>
    internal virtual ReadOnlySpan<int> Codes => [];

    /// <summary>Hands the column to a frame as a numeric variable.</summary>
    internal abstract NumericColumnBuilder NumericBuilder(string model, string name);

    /// <summary>Hands to a frame which values there are.</summary>
    internal PresenceColumnBuilder PresenceBuilder(string model, string name, CancellationToken cancellationToken)
        => new(Declaration.IsFactorInTerms() ? FactorBuilder(model, name, cancellationToken) : NumericBuilder(model, name));

    /// <summary>Hands the column to a frame as a factor.</summary>
    internal abstract DeclaredFactorBuilder FactorBuilder(string model, string name, CancellationToken cancellationToken);

    /// <summary>The same column with those levels, none of which is null.</summary>
    private protected abstract FrameColumn Declare(string[] levels);

    /// <summary>The same column as a factor with those contrasts.</summary>
    private protected abstract FrameColumn CodedBy(FactorContrasts contrasts);

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }

    private static IEnumerable<T> Given<T>(IEnumerable<T> values, [CallerArgumentExpression(nameof(values))] string? argument = null)
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        return values;
    }

    /// <summary>The name, the type and the number of rows.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Declaration.TypeName}, {RowCount} rows");
}
