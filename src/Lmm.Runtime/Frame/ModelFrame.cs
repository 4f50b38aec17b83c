using System.Globalization;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>
/// A table of named columns of equal length, missing values included: what a formula given at run time is fitted to. Each
/// model takes from it the complete rows of its own variables.
/// </summary>
public sealed class ModelFrame
{
    private readonly Dictionary<string, FrameColumn> _columnByName;

    /// <summary>Makes a frame of columns.</summary>
    /// <param name="columns">The columns, of equal length and different names.</param>
    /// <exception cref="ArgumentException">Two columns have one name, or the lengths differ.</exception>
    public ModelFrame(params IEnumerable<FrameColumn> columns)
    {
        Columns = [.. columns];
        RowCount = Columns.Count > 0 ? Columns[0].RowCount : 0;
        _columnByName = new Dictionary<string, FrameColumn>(Columns.Count);
        foreach (FrameColumn column in Columns)
        {
            if (column.RowCount != RowCount)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The column {column.Name} has {column.RowCount} rows, but {Columns[0].Name} has {RowCount}; all columns need the same number."),
                    nameof(columns));
            }

            if (!_columnByName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Two columns have the name {column.Name}; give each its own.", nameof(columns));
            }
        }
    }

    /// <summary>The number of rows, incomplete ones included.</summary>
    public int RowCount { get; }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<FrameColumn> Columns { get; }

    /// <summary>What the binder is told of the columns.</summary>
    public EquatableArray<VariableDeclaration> Declarations => Columns.Select(column => column.Declaration).ToEquatableArray();

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FrameColumn this[string name] => _columnByName.TryGetValue(name, out FrameColumn? column)
        ? column
        : throw new ArgumentException($"The data have no column {name}; they have {string.Join(", ", _columnByName.Keys)}.", nameof(name));

    /// <summary>The same table with a column added, or put in the place of the one of its name.</summary>
    public ModelFrame With(FrameColumn column) => _columnByName.ContainsKey(column.Name)
        ? new ModelFrame(Columns.Select(old => old.Name == column.Name ? column : old))
        : new ModelFrame(Columns.Append(column));

    /// <summary>The complete rows of the variables that a model uses.</summary>
    /// <param name="spec">The model, bound to <see cref="Declarations"/>.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">What to do with missing values; null for the default.</param>
    /// <exception cref="ModelException">There is no complete row, a value is infinite, or one is missing and the options refuse it.</exception>
    public CompleteCases Select(ModelSpec spec, string model, FitOptions? options = null)
    {
        return Select(new FrameBuilder(model, spec.Formula, options), spec.Variables, model);
    }

    /// <summary>The complete rows of the variables that a fitted model predicts from.</summary>
    internal CompleteCases Select(ModelSpec spec, ModelFit fit)
        => Select(new FrameBuilder(fit.Model, spec.Formula, null, fit), spec.Variables.Where(variable => !variable.IsOutcome), fit.Model);

    private CompleteCases Select(FrameBuilder builder, IEnumerable<ModelVariable> variables, string model)
    {
        foreach (ModelVariable variable in variables)
        {
            FrameColumn column = this[variable.Declaration.Name];
            if (variable.Use.HasFlag(VariableUse.Numeric))
            {
                builder.Register(column.NumericBuilder(model, variable.Name));
            }

            if (variable.Use.HasFlag(VariableUse.Factor))
            {
                builder.Register(column.FactorBuilder(model, variable.Name));
            }
        }

        return builder.Build();
    }
}
