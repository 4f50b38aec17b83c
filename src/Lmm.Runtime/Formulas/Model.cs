using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm;

/// <summary>
/// A model whose formula is known only at run time. The binder, the design and the solver are those of models that are
/// checked at build time, and the results have the same bits.
/// </summary>
public sealed class Model
{
    /// <summary>The name of models that are given none.</summary>
    public const string DefaultName = "model";

    private Model(string formula, string name)
    {
        Formula = formula;
        Name = name;
    }

    /// <summary>The formula.</summary>
    public string Formula { get; }

    /// <summary>The model's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Parses a formula. What can be said without the data is checked; the rest when the model is bound.</summary>
    /// <param name="formula">The formula, in the language of <see cref="ModelAttribute"/>.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <exception cref="FormulaException">The formula has errors; the exception has them all.</exception>
    public static Model Parse(string formula, string name = DefaultName)
    {
        IReadOnlyList<FormulaDiagnostic> faults = Check(formula);
        return HasErrors(faults) ? throw new FormulaException(name, formula, faults, _ => null) : new Model(formula, name);
    }

    /// <summary>All that is wrong with a formula by itself, without data.</summary>
    /// <param name="formula">The formula.</param>
    public static IReadOnlyList<FormulaDiagnostic> Check(string formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        return [.. syntax.Diagnostics.Concat(FormulaExpander.Expand(syntax).Diagnostics).OrderBy(fault => fault.Span.Start)];
    }

    /// <summary>All that is wrong with a formula on data, warnings and remarks included.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="frame">The data.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <param name="offset">The name of a column to add to the offsets of the formula; null for none.</param>
    public static IReadOnlyList<FormulaDiagnostic> Check(string formula, ModelFrame frame, string? weights = null, string? offset = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(frame);
        return ModelBinder.Bind(formula, frame.Declarations, weights, withRemarks: true, offset).Diagnostics;
    }

    /// <summary>Binds the formula to the columns of data.</summary>
    /// <param name="frame">The data.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <param name="offset">The name of a column to add to the offsets of the formula; null for none.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    public BoundModel Bind(ModelFrame frame, string? weights = null, string? offset = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        BoundFormula bound = ModelBinder.Bind(Formula, frame.Declarations, weights, offset: offset);
        return bound.Spec is { } spec
            ? new BoundModel(this, frame, spec, bound.Diagnostics)
            : throw new FormulaException(Name, Formula, bound.Diagnostics, fault => ReasonOf(fault, frame));
    }

    /// <summary>Fits the model to data.</summary>
    /// <param name="frame">The data.</param>
    /// <param name="estimation">The criterion: REML by default; maximum likelihood for comparing fixed effects. Linear models have just one.</param>
    /// <param name="options">How to treat missing values, and limits; null for the defaults.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <param name="offset">The name of a column to add to the offsets of the formula; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A <see cref="LinearMixedModelFit"/>, or a <see cref="LinearModelFit"/> where the formula has no random-effects term.</returns>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public ModelFit Fit(
        ModelFrame frame,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        FitOptions? options = null,
        string? weights = null,
        string? offset = null,
        CancellationToken cancellationToken = default)
        => Bind(frame, weights, offset).Fit(estimation, options, cancellationToken);

    /// <summary>Fits the model to data on another thread.</summary>
    /// <param name="frame">The data.</param>
    /// <param name="estimation">The criterion: REML by default; maximum likelihood for comparing fixed effects. Linear models have just one.</param>
    /// <param name="options">How to treat missing values, and limits; null for the defaults.</param>
    /// <param name="weights">The name of the column of prior weights; null for equal weights.</param>
    /// <param name="offset">The name of a column to add to the offsets of the formula; null for none.</param>
    /// <param name="progress">Told of the stages and of every evaluation of the criterion, on the thread that fits; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A <see cref="LinearMixedModelFit"/>, or a <see cref="LinearModelFit"/> where the formula has no random-effects term.</returns>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public Task<ModelFit> FitAsync(
        ModelFrame frame,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        FitOptions? options = null,
        string? weights = null,
        string? offset = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Task.Run(() => Bind(frame, weights, offset).FitAsync(estimation, options, progress, cancellationToken), cancellationToken);
    }

    /// <summary>The formula.</summary>
    public override string ToString() => Formula;

    private static bool HasErrors(IReadOnlyList<FormulaDiagnostic> faults) => faults.Any(fault => fault.Rule.Severity == FormulaSeverity.Error);

    // The first argument of a message on a column's type is the column's name.
    private static string? ReasonOf(FormulaDiagnostic fault, ModelFrame frame)
        => fault.Rule.Severity == FormulaSeverity.Error && fault.Arguments.Count > 0 ? frame.Find(fault.Arguments[0])?.Reason : null;
}
