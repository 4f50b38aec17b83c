using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Streams;

/// <summary>Computes the residuals of rows a chunk at a time, so that memory holds one chunk.</summary>
/// <param name="fit">The fit.</param>
/// <param name="options">What is predicted; null for the defaults.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class ChunkResiduals(ModelFit fit, PredictionOptions? options, CancellationToken cancellationToken)
{
    private readonly ModelSpec _spec = SpecOf(fit);

    /// <summary>The residuals of the rows of a table.</summary>
    /// <param name="chunk">The table.</param>
    /// <param name="before">The number of rows before it.</param>
    public RowResidual[] Of(ModelFrame chunk, long before)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        cancellationToken.ThrowIfCancellationRequested();
        HashSet<int> read = [.. VariablesOf(_spec.Response.Expression)];
        CompleteCases responses = chunk.SelectOutcome(_spec, _spec.Variables.Where((_, index) => read.Contains(index)), fit.ModelName, before, cancellationToken);
        return Of(responses, fit.Predict(chunk, options), before);
    }

    /// <summary>The residuals of rows whose responses and predictions were read one after the other.</summary>
    /// <param name="responses">The rows that have a response.</param>
    /// <param name="design">The design of all rows for predictions.</param>
    /// <param name="before">The number of rows before these.</param>
    public RowResidual[] Of(CompleteCases responses, ModelDesign design, long before) => Of(responses, fit.Predict(design, options), before);

    private RowResidual[] Of(CompleteCases responses, double[] fitted, long before)
    {
        NumericColumn response = _spec.Response.Expression is VariableReference reference
            ? responses.Numeric(_spec.Variables[reference.Variable].Name)
            : responses.Compute(_spec.Response.Label, new FrameExpressions(_spec, responses).Compile(_spec.Response.Expression));
        var values = new double[fitted.Length];
        Array.Fill(values, double.NaN);
        for (int row = 0; row < responses.RowCount; row++)
        {
            values[responses.InputRows is { } rows ? rows[row] : row] = response[row];
        }

        return [.. fitted.Select((value, row) => new RowResidual(before + row + 1, values[row], value))];
    }

    private static ModelSpec SpecOf(ModelFit fit)
    {
        ModelSpec spec = fit.FittedRows is not null && fit.BoundTerms is { } terms
            ? terms.Spec
            : throw new InvalidOperationException($"{fit.ModelName} was fitted to a design built by hand, which does not know its formula's terms; build the design of the rows likewise, pass that to Predict, and subtract.");
        return spec.Response.Learns
            ? throw new ModelException(fit.ModelName, LmmErrorCode.UnsuitableColumn, $"{spec.Response.Label} needs a number that only all rows tell, which rows that come one after the other do not know; write the number out in the formula, or fit rows in memory and take fit.Residuals.")
            : spec;
    }

    private static IEnumerable<int> VariablesOf(NumericExpression expression) => expression.Leaves.SelectMany(static leaf => leaf switch
    {
        VariableReference reference => [reference.Variable],
        LevelTest test => [test.Variable],
        LevelMatch match => [match.Left, match.Right],
        _ => Enumerable.Empty<int>(),
    });
}
