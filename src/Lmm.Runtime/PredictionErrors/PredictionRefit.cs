using Lmm.Resampling;

namespace Lmm.PredictionErrors;

/// <summary>Refits a mixed model and writes for each row to predict the prediction less what it is to tell.</summary>
internal sealed class PredictionRefit : Refit
{
    private readonly LinearMixedModelFit _fit;
    private readonly ModelDesign _design;
    private readonly PredictedTerms _terms;
    private readonly PredictionIntervalOptions _options;
    private readonly FitWorkspace _workspace;
    private readonly double[][] _modes;

    public PredictionRefit(LinearMixedModelFit fit, ModelDesign design, PredictedTerms terms, PredictionIntervalOptions options, FitWorkspace workspace)
    {
        (_fit, _design, _terms, _options, _workspace) = (fit, design, terms, options, workspace);
        _modes = Array.ConvertAll(fit.Solution.RandomTerms, static term => new double[term.Modes.Length]);
    }

    /// <inheritdoc/>
    public override Refit Clone() => new PredictionRefit(_fit, _design, _terms, _options, _workspace.Clone());

    /// <inheritdoc/>
    public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
    {
        if (_workspace.Refit(response) != FitOutcome.Converged)
        {
            return _workspace.Message;
        }

        // New effects and errors go on where the response's own ended.
        values.Clear();
        AddCoefficients(values);
        for (int term = 0; term < _modes.Length; term++)
        {
            if (_terms.Has(term))
            {
                _workspace.CopyConditionalModes(term, _modes[term]);
            }

            AddEffects(drawn, term, values);
        }

        for (int row = 0; _options.IsPrediction && row < values.Length; row++)
        {
            values[row] += ResidualErrors.Of(_design, _fit.Sigma, row) * drawn.Random.NextNormal();
        }

        return null;
    }

    private void AddCoefficients(Span<double> values)
    {
        for (int column = 0; column < _fit.Solution.Beta.Length; column++)
        {
            double error = _workspace.Beta[column] - _fit.Solution.Beta[column];
            if (double.IsNaN(error))
            {
                continue;
            }

            double[] data = _design.FixedEffects.Columns[column];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] += error * data[row];
            }
        }
    }

    private void AddEffects(ResponseSimulator drawn, int term, Span<double> values)
    {
        int[] codes = _design.RandomTerms[term].Grouping.Codes;
        double[][] columns = _design.RandomTerms[term].Matrix.Columns;
        double[,] lambda = _fit.Solution.RandomTerms[term].Lambda;
        ReadOnlySpan<double> effects = drawn.Effects(term);
        var normal = new double[columns.Length];
        for (int row = 0; row < values.Length; row++)
        {
            bool isKnown = _terms.Has(term) && codes[row] >= 0;
            if (isKnown)
            {
                for (int effect = 0; effect < columns.Length; effect++)
                {
                    int place = (codes[row] * columns.Length) + effect;
                    values[row] += columns[effect][row] * (_modes[term][place] - effects[place]);
                }
            }
            else if (_terms.Has(term) || _terms.IsOfNewResponses(term))
            {
                drawn.Random.FillNormal(normal);
                for (int effect = 0; effect < columns.Length; effect++)
                {
                    for (int column = 0; column <= effect; column++)
                    {
                        values[row] += columns[effect][row] * (_fit.Sigma * lambda[effect, column]) * normal[column];
                    }
                }
            }
        }
    }
}
