using Lmm.Intervals;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Information;

namespace Lmm.Resampling;

/// <summary>Fits a model to one response after the other and reads what a bootstrap keeps of it. It serves one thread.</summary>
internal abstract class Refit
{
    /// <summary>Fits a response; the cause when there are no estimates that can be used, else null.</summary>
    /// <param name="drawn">What wrote the response.</param>
    /// <param name="response">One value per row of the design.</param>
    /// <param name="values">Receives the parameters, then the functions.</param>
    /// <param name="errors">Receives the standard errors of the parameters; empty for none.</param>
    public abstract string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors);

    /// <summary>The same for another thread.</summary>
    public abstract Refit Clone();
}

/// <summary>Refits of a mixed model, in a workspace; functions of a fit need one of their own.</summary>
internal sealed class MixedModelRefit : Refit
{
    private readonly LinearMixedModelFit _fit;
    private readonly IReadOnlyList<ModelParameter> _parameters;
    private readonly IReadOnlyList<Func<LinearMixedModelFit, double>> _functions;
    private readonly CancellationToken _cancellationToken;
    private readonly FitWorkspace _workspace;
    private readonly ParameterValues _values;

    public MixedModelRefit(LinearMixedModelFit fit, IReadOnlyList<ModelParameter> parameters, IReadOnlyList<Func<LinearMixedModelFit, double>> functions, CancellationToken cancellationToken)
        : this(fit, parameters, functions, fit.RefitWorkspace(cancellationToken), cancellationToken)
    {
    }

    private MixedModelRefit(LinearMixedModelFit fit, IReadOnlyList<ModelParameter> parameters, IReadOnlyList<Func<LinearMixedModelFit, double>> functions, FitWorkspace workspace, CancellationToken cancellationToken)
    {
        (_fit, _parameters, _functions, _workspace, _cancellationToken) = (fit, parameters, functions, workspace, cancellationToken);
        _values = new ParameterValues(fit.Shape);
    }

    /// <inheritdoc/>
    public override Refit Clone() => new MixedModelRefit(_fit, _parameters, _functions, _workspace.Clone(), _cancellationToken);

    /// <inheritdoc/>
    public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
    {
        if (_workspace.Refit(response) != FitOutcome.Converged)
        {
            return _workspace.Message;
        }

        _values.Read(_parameters, _workspace.Theta, _workspace.Sigma, _workspace.Beta, values);
        if (!errors.IsEmpty)
        {
            ReadErrors(values, errors);
        }

        return _functions.Count == 0 ? null : Evaluate(response, values[_parameters.Count..]);
    }

    private void ReadErrors(ReadOnlySpan<double> values, Span<double> errors)
    {
        Optimum optimum = _workspace.Optimum;
        var uncertainty = new WaldUncertainty(optimum, VarianceInformation.Of(optimum, new Workers(1, _cancellationToken)));
        for (int index = 0; index < _parameters.Count; index++)
        {
            errors[index] = _parameters[index].Kind == ParameterKind.Coefficient
                ? _workspace.StandardErrors[_parameters[index].First]
                : uncertainty.StandardError(_parameters[index], values[index]);
        }
    }

    private string? Evaluate(double[] response, Span<double> values)
    {
        try
        {
            LinearMixedModelFit fit = LinearMixedModel.Fit(_fit.Design.WithResponse([.. response]), _fit.Estimation, _fit.Options with { MaximumThreads = 1 }, _cancellationToken);
            for (int index = 0; index < _functions.Count; index++)
            {
                values[index] = _functions[index](fit);
            }

            return null;
        }
        catch (LmmException refused)
        {
            return refused.Message;
        }
    }
}

/// <summary>Refits of a linear model.</summary>
/// <param name="fit">The fit.</param>
/// <param name="parameters">What is read of a refit.</param>
internal sealed class LinearModelRefit(LinearModelFit fit, IReadOnlyList<ModelParameter> parameters) : Refit
{
    /// <inheritdoc/>
    public override Refit Clone() => this;

    /// <inheritdoc/>
    public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
    {
        try
        {
            LinearModelFit refitted = LinearModel.Fit(fit.Design.WithResponse([.. response]));
            for (int index = 0; index < parameters.Count; index++)
            {
                bool isSigma = parameters[index].Kind == ParameterKind.Sigma;
                values[index] = isSigma ? refitted.Sigma : refitted.Coefficients[parameters[index].First].Estimate;
                if (!errors.IsEmpty)
                {
                    errors[index] = isSigma ? refitted.Sigma / Math.Sqrt(2.0 * refitted.ResidualDegreesOfFreedom) : refitted.Coefficients[parameters[index].First].StandardError;
                }
            }

            return null;
        }
        catch (LmmException refused)
        {
            return refused.Message;
        }
    }
}
