using System.Globalization;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Frame;
using Lmm.Results;

namespace Lmm;

/// <summary>A model whose formula is bound to the columns of data, without errors and ready to be fitted.</summary>
public sealed class BoundModel
{
    internal BoundModel(Model model, ModelFrame frame, ModelSpec spec, EquatableArray<FormulaDiagnostic> diagnostics)
    {
        Model = model;
        Frame = frame;
        Spec = spec;
        Diagnostics = diagnostics;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The data.</summary>
    public ModelFrame Frame { get; }

    /// <summary>What the formula means on these columns.</summary>
    internal ModelSpec Spec { get; }

    /// <summary>The warnings, in the order of the text: what can be fitted and is hardly meant.</summary>
    public IReadOnlyList<FormulaDiagnostic> Diagnostics { get; }

    /// <summary>
    /// What the reader of a fit must know of the columns: those that are factors because of cells that are no numbers, and fixed factors of many levels. The
    /// fit's notes have them too.
    /// </summary>
    public IReadOnlyList<Note> Notes => [.. FitNotes.OfColumns(StrayNumbers.Of(Spec, Frame), ManyLevelSentences())];

    // Of the columns as they are; what factor() makes of arithmetic only a design tells.
    private IEnumerable<string> ManyLevelSentences()
        => Spec.FixedTerms.SelectMany(static term => term.Components)
            .OfType<FactorComponent>()
            .Where(factor => factor.Computed is null && !Spec.RandomTerms.Any(random => random.Grouping.Variable == factor.Variable))
            .DistinctBy(static factor => factor.Variable)
            .Select(factor => ManyLevels.Sentence(factor.Label, Frame.Find(Spec.Variables[factor.Variable].Declaration.Name)?.AsFactor().Levels.Count ?? 0, Frame.RowCount))
            .OfType<string>();

    /// <summary>True when the model has random-effects terms.</summary>
    public bool IsMixed => Spec.RandomTerms.Count > 0;

    /// <summary>Builds the model's design, without fitting it.</summary>
    /// <param name="options">How to treat missing values; null for the default.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    public ModelDesign BuildDesign(FitOptions? options = null, CancellationToken cancellationToken = default) => DesignInterpreter.Build(Spec, Frame, Model.Name, options, cancellationToken);

    /// <summary>Fits the model.</summary>
    /// <param name="estimation">The criterion: REML by default; maximum likelihood for comparing fixed effects. Linear models have just one.</param>
    /// <param name="options">How to treat missing values, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A <see cref="LinearMixedModelFit"/>, or a <see cref="LinearModelFit"/> where the formula has no random-effects term.</returns>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public ModelFit Fit(Estimation estimation = Estimation.RestrictedMaximumLikelihood, FitOptions? options = null, CancellationToken cancellationToken = default)
        => Fit(estimation, options, progress: null, cancellationToken);

    /// <summary>Fits the model on another thread.</summary>
    /// <param name="estimation">The criterion: REML by default; maximum likelihood for comparing fixed effects. Linear models have just one.</param>
    /// <param name="options">How to treat missing values, and limits; null for the defaults.</param>
    /// <param name="progress">Told of the stages and of every evaluation of the criterion, on the thread that fits; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A <see cref="LinearMixedModelFit"/>, or a <see cref="LinearModelFit"/> where the formula has no random-effects term; the bits of <see cref="Fit(Estimation, FitOptions?, CancellationToken)"/>.</returns>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public Task<ModelFit> FitAsync(
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        FitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Task.Run(() => Fit(estimation, options, progress, cancellationToken), cancellationToken);

    private ModelFit Fit(Estimation estimation, FitOptions? options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        Allowed.Member(estimation);
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new FitProgress(FitStage.Design));
        ModelDesign design = BuildDesign(options, cancellationToken);
        return IsMixed
            ? LinearMixedModel.Fit(design, estimation, options, progress, cancellationToken)
            : LinearModel.Fit(design, options, progress, cancellationToken);
    }

    /// <summary>
    /// Fits the model to many responses that share the frame's other columns; see
    /// <see cref="LinearMixedModel.FitMany(ModelDesign, ResponseTable, Estimation, FitOptions?, IProgress{FitProgress}?, CancellationToken)"/>.
    /// </summary>
    /// <param name="responses">The responses, on the scale of the formula's left side, each with one value per row of the frame, NaN where it is missing. The frame's own response does not matter.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">How to treat missing values, limits and threads; null for the defaults.</param>
    /// <param name="progress">Told how many responses are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The model has no random-effects term, or no response can be fitted to the rows; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ManyFits FitMany(
        ResponseTable responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        FitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => LinearMixedModel.FitMany(
            DesignInterpreter.Build(Spec, Frame.SelectWithoutResponse(Spec, Model.Name, options, cancellationToken)), responses, estimation, options, progress, cancellationToken);

    /// <summary>The model's name, its formula and the number of rows.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Model.Name}: {Model.Formula}, {Frame.RowCount} rows");
}
