using System.Globalization;
using Lmm.Cells;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Streams;

/// <summary>Fits a model to tables that come one after the other. The first tells what the formula means, and all others have its columns.</summary>
/// <param name="model">The model.</param>
/// <param name="options">The options.</param>
/// <param name="progress">Told of rows and stages; null for no reports.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class FrameStream(Model model, StreamOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
{
    private ModelSpec? _spec;
    private StreamFit? _fit;
    private int _chunks;

    /// <summary>Adds a table.</summary>
    /// <exception cref="ArgumentException">The table is null.</exception>
    /// <exception cref="FormulaException">The formula does not fit the columns of the first table.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted, or a column is not of the first table's type; the message says which.</exception>
    public void Add(ModelFrame? chunk)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _chunks++;
        if (chunk is null)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Chunk {_chunks} is null; leave it out."), nameof(chunk));
        }

        if (_spec is null)
        {
            _spec = model.Bind(chunk, options.Weights, options.Offset).Spec;
            _fit = new StreamFit(_spec, model.Name, options);
        }
        else
        {
            RefuseOther(_spec, chunk);
        }

        _fit!.Add(chunk.SelectPart(_spec, model.Name, options.Fit, _fit.RowCount, cancellationToken));
        progress?.Report(new FitProgress(FitStage.Rows, _fit.RowCount));
    }

    /// <summary>Fits the model to the rows of all tables.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public LinearMixedModelFit Fit(Estimation estimation) => _fit is null
        ? throw RowsSummary.NoRows(model.Name)
        : _fit.Fit(estimation, progress, cancellationToken);

    private void RefuseOther(ModelSpec spec, ModelFrame chunk)
    {
        foreach (VariableDeclaration wanted in spec.Variables.Select(static variable => variable.Declaration))
        {
            FrameColumn? found = chunk.Find(wanted.Name);
            if (found is null || (found.Declaration.Type != wanted.Type && !(found.Declaration.IsNumeric() && wanted.IsNumeric())))
            {
                throw new ModelException(model.Name, LmmErrorCode.UnsuitableColumn, string.Create(
                    CultureInfo.InvariantCulture,
                    $"chunk {_chunks} has {(found is null ? "no column" : $"values of the type {found.Declaration.TypeName} in the column")} {wanted.Name}, and the first chunk has {wanted.TypeName}; give all chunks columns of the same names and types.{(found?.Reason is { } reason ? $" {reason}" : "")}"));
            }

            string[] undeclared = wanted.Levels.Count == 0 ? [] : [.. found.AsFactor().Levels.Except(wanted.Levels)];
            if (undeclared.Length > 0)
            {
                throw new ModelException(model.Name, LmmErrorCode.UnsuitableColumn, string.Create(
                    CultureInfo.InvariantCulture,
                    $"chunk {_chunks} has the levels {LevelLabel.List(undeclared)} in the column {wanted.Name}, which are none of those that the first chunk declares ({LevelLabel.List([.. wanted.Levels])}); declare all levels in all chunks, or none."));
            }
        }
    }

    /// <summary>The model and the number of tables.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{model}, {_chunks} chunks");
}
