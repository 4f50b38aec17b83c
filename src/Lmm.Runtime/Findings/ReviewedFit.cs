using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Inference;

namespace Lmm.Findings;

/// <summary>A fit under review, with what several checks need of it and the time that its refits may take.</summary>
internal sealed class ReviewedFit : IDisposable
{
    /// <summary>Below it a p-value counts as significant.</summary>
    public const double Significant = 0.05;

    // What timers can count.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly TimeSpan _budget;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _deadline;
    private readonly List<UncheckedFinding> _skipped = [];
    private readonly Lazy<IReadOnlyList<SlopeCandidate>> _slopes;
    private readonly Lazy<CovariatePatterns?> _patterns;
    private readonly Lazy<ReviewedResiduals> _residuals;

    /// <summary>Takes a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="options">The time.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public ReviewedFit(ModelFit fit, ReviewOptions options, CancellationToken cancellationToken)
    {
        Fit = fit;
        _budget = options.Budget;
        _stop = cancellationToken;
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_budget == TimeSpan.Zero)
        {
            _deadline.Cancel();
        }
        else
        {
            _deadline.CancelAfter(_budget < Longest ? _budget : Longest);
        }

        _slopes = new(() => Mixed is { HasRows: true } mixed && mixed.Design.Terms is { } terms ? SlopeCandidate.Of(mixed, terms.Spec) : []);
        _patterns = new(() => fit.HasRows ? CovariatePatterns.Of(fit) : null);
        _residuals = new(() => ReviewedResiduals.Of(fit));
    }

    /// <summary>The fit.</summary>
    public ModelFit Fit { get; }

    /// <summary>The fit of a mixed model; null for a linear one.</summary>
    public LinearMixedModelFit? Mixed => Fit as LinearMixedModelFit;

    /// <summary>The terms of the formula.</summary>
    public ModelSpec Spec => Fit.Design.Terms!.Spec;

    /// <summary>What was not looked for.</summary>
    public IReadOnlyList<UncheckedFinding> Skipped => _skipped;

    /// <summary>The fixed effects that vary within a grouping factor and have no random slope by it.</summary>
    public IReadOnlyList<SlopeCandidate> Slopes => _slopes.Value;

    /// <summary>The combinations of values of the fixed effects where they are few; null where they are not.</summary>
    public CovariatePatterns? Patterns => _patterns.Value;

    /// <summary>The residuals of the rows that count.</summary>
    public ReviewedResiduals Residuals => _residuals.Value;

    /// <summary>Notes that kinds were not looked for.</summary>
    public void Skip(IEnumerable<FindingKind> kinds, string reason) => _skipped.AddRange(kinds.Select(kind => new UncheckedFinding(kind, reason)));

    /// <summary>Does work that may take long. What does not end in time, or cannot be had, is noted as not checked.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="what">What it does, such as <c>the fit with a random slope of Days by Subject</c>.</param>
    /// <param name="work">The work.</param>
    /// <returns>Its result; null where there is none.</returns>
    public T? InTime<T>(FindingKind kind, string what, Func<CancellationToken, T> work)
        where T : class
    {
        try
        {
            _deadline.Token.ThrowIfCancellationRequested();
            return work(_deadline.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Skip([kind], string.Create(CultureInfo.InvariantCulture, $"{what} did not end within {_budget.TotalSeconds:0.###} s, which all refits of a review may take together; give it more time by ReviewOptions.Budget."));
        }
        catch (ModelException fault)
        {
            Skip([kind], $"{what} is not to be had: {fault.Message}");
        }

        return null;
    }

    /// <summary>The fit of the same fixed effects with other random terms, by the same criterion.</summary>
    public LinearMixedModelFit? Refit(FindingKind kind, string what, RandomEffectsDesign[] randomTerms)
        => InTime(kind, what, stop => LinearMixedModel.Fit(Fit.Design.With(randomTerms), Fit.Estimation, Mixed!.Options, stop));

    /// <summary>The tests of a fit's coefficients by the method of this fit, or as if variances were known where that gives no p-value in time.</summary>
    public IReadOnlyList<CoefficientTest> Tests(ModelFit fit)
    {
        DegreesOfFreedomMethod method = Fit.Tests.Method;
        if (method != DegreesOfFreedomMethod.None)
        {
            try
            {
                return fit.Tests.With(method, _deadline.Token).Coefficients;
            }
            catch (Exception fault) when (fault is ModelException || (fault is OperationCanceledException && !_stop.IsCancellationRequested))
            {
                // The normal distribution is always to be had.
            }
        }

        return fit.Tests.With(DegreesOfFreedomMethod.Normal).Coefficients;
    }

    /// <inheritdoc/>
    public void Dispose() => _deadline.Dispose();
}
