using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Information;

namespace Lmm.PredictionErrors;

/// <summary>
/// The standard errors of predictions of a mixed model at its estimated variances. Working columns are those of the solver, so that neither the covariates' units nor
/// their origins cost digits.
/// </summary>
internal sealed class RowErrors
{
    private readonly LinearMixedModelFit _fit;
    private readonly ModelDesign _design;
    private readonly PredictedTerms _terms;
    private readonly PredictionUncertainty _uncertainty;
    private readonly CrossProducts _products;
    private readonly Lazy<JointCovariance> _covariance;

    /// <summary>Takes the rows of a design.</summary>
    public RowErrors(LinearMixedModelFit fit, ModelDesign design, PredictedTerms terms, PredictionUncertainty uncertainty, CancellationToken cancellationToken)
    {
        (_fit, _design, _terms, _uncertainty) = (fit, design, terms, uncertainty);
        _products = fit.Solution.Optimum.Products;
        _covariance = new(() => JointCovariance.At(fit.Solution.Optimum, new Workers(fit.Options.MaximumThreads, cancellationToken)) ?? throw Unavailable(fit));
    }

    /// <summary>True when the error of a row is that of its fixed effects alone, so that the tests' degrees of freedom hold for it.</summary>
    public bool IsOfCoefficientsAlone(int row)
        => !_uncertainty.HasFlag(PredictionUncertainty.Residuals)
            && (!_uncertainty.HasFlag(PredictionUncertainty.RandomEffects) || !Enumerable.Range(0, _design.RandomTerms.Length).Any(term => _terms.Has(term) && HasEffects(term, row)));

    /// <summary>Whether a row has a level of a term that no fitted row had, or lacks its level, and the term's variance counts.</summary>
    public bool IsNew(int term, int row) => _terms.Has(term) && _design.RandomTerms[term].Grouping.Codes[row] < 0;

    /// <summary>The standard error of a row.</summary>
    public double Of(int row)
    {
        double error = 0;
        if (_uncertainty.HasFlag(PredictionUncertainty.RandomEffects))
        {
            for (int term = 0; term < _design.RandomTerms.Length; term++)
            {
                error = IsNew(term, row) || _terms.IsOfNewResponses(term) ? double.Hypot(error, Deviation(term, row)) : error;
            }
        }

        if (_uncertainty.HasFlag(PredictionUncertainty.Residuals))
        {
            error = double.Hypot(error, ResidualErrors.Of(_design, _fit.Sigma, row));
        }

        return double.Hypot(error, Known(row));
    }

    // The part of the coefficients and of levels in the data.
    private double Known(int row)
    {
        bool hasCoefficients = _uncertainty.HasFlag(PredictionUncertainty.Coefficients);
        List<LevelFunction> levels = _uncertainty.HasFlag(PredictionUncertainty.RandomEffects) ? Levels(row) : [];
        if (!hasCoefficients && levels.Count == 0)
        {
            return 0;
        }

        double[] x = hasCoefficients ? WorkingRow(row) : [];
        double variance = levels.Count == 0 ? _covariance.Value.OfCoefficients(x)
            : hasCoefficients ? _covariance.Value.Of(x, levels)
            : _covariance.Value.OfModes(levels);
        return Math.ScaleB(_fit.Sigma * Math.Sqrt(variance), -_products.Units.RootWeight);
    }

    private double[] WorkingRow(int row)
    {
        double[][] columns = _design.FixedEffects.Columns;
        var function = new double[columns.Length];
        for (int column = 0; column < function.Length; column++)
        {
            function[column] = Math.ScaleB(columns[column][row], -_products.Units.FixedEffects[column]);
        }

        return _products.FixedEffects.WorkingFunction(function);
    }

    private List<LevelFunction> Levels(int row)
    {
        List<LevelFunction> levels = [];
        foreach (RandomTermLayout layout in _products.Terms)
        {
            RandomEffectsDesign term = _design.RandomTerms[layout.Term];
            int level = term.Grouping.Codes[row];
            if (!_terms.Has(layout.Term) || level < 0)
            {
                continue;
            }

            LevelFunction? own = levels.Find(known => known.Factor == layout.Factor);
            if (own is null)
            {
                own = new LevelFunction(layout.Factor, level, new double[_products.Factors[layout.Factor].EffectCount]);
                levels.Add(own);
            }

            int[] units = _products.Units.Of(layout.Term, layout.FirstColumn, layout.EffectCount);
            double[,] map = layout.Basis.FromData;
            for (int effect = 0; effect < layout.EffectCount; effect++)
            {
                double value = Math.ScaleB(term.Matrix.Columns[layout.FirstColumn + effect][row], -units[effect]);
                for (int working = 0; working < layout.EffectCount && value != 0; working++)
                {
                    own.Effects[layout.Offset + working] += value * map[effect, working];
                }
            }
        }

        return levels;
    }

    // √(z'Σz) by the data's own Λ.
    private double Deviation(int term, int row)
    {
        double[][] columns = _design.RandomTerms[term].Matrix.Columns;
        double[,] lambda = _fit.Solution.RandomTerms[term].Lambda;
        double deviation = 0;
        for (int column = 0; column < columns.Length; column++)
        {
            double sum = 0;
            for (int effect = column; effect < columns.Length; effect++)
            {
                sum += columns[effect][row] * (_fit.Sigma * lambda[effect, column]);
            }

            deviation = double.Hypot(deviation, sum);
        }

        return deviation;
    }

    private bool HasEffects(int term, int row) => Array.Exists(_design.RandomTerms[term].Matrix.Columns, column => column[row] != 0);

    private static ModelException Unavailable(LinearMixedModelFit fit) => new(fit.ModelName, LmmErrorCode.NotAvailable, fit.Solution.Optimum.IsFromRows
        ? "groups of several factors lie so far apart that cross-products have too few digits for standard errors of predictions; leave out their random effects by a prediction of the population."
        : $"standard errors of predictions need all covariances of {string.Join(" × ", fit.Solution.Optimum.Products.Factors.Select(static factor => $"{factor.ColumnCount} effects of {factor.Name}"))} at once, too many for dense matrices; predict without them, or the population.");
}
