using Lmm.Design;
using Lmm.Distributions;

namespace Lmm.Resampling;

/// <summary>
/// Responses that a fitted model generates: offset + Xβ̂ + Zb + ε with new b ~ N(0, σ²ΛΛᵀ) and ε ~ N(0, σ²W⁻¹). A response depends on the seed and its number only.
/// It keeps room between calls, and serves one thread.
/// </summary>
internal sealed class ResponseSimulator
{
    private readonly double[] _mean;
    private readonly double[]? _errorSizes;
    private readonly double _sigma;
    private readonly Term[] _terms;
    private readonly RandomStream _random = new();

    private ResponseSimulator(double[] mean, double[]? errorSizes, double sigma, Term[] terms)
        => (_mean, _errorSizes, _sigma, _terms) = (mean, errorSizes, sigma, terms);

    /// <summary>The responses of a fit that has its rows.</summary>
    public static ResponseSimulator Of(ModelFit fit) => fit is LinearMixedModelFit mixed ? Of(mixed) : Of((LinearModelFit)fit);

    /// <summary>The responses of a mixed model.</summary>
    public static ResponseSimulator Of(LinearMixedModelFit fit)
        => Of(fit.Design, LinearPredictor.OfFixedEffects(fit.Design, fit.Solution.Beta), Array.ConvertAll(fit.Solution.RandomTerms, static term => term.Lambda), fit.Solution.Sigma);

    /// <summary>Responses about a mean, of a design to fit or of rows to predict, whose new levels have effects of their own.</summary>
    /// <param name="design">The design.</param>
    /// <param name="mean">One value per row.</param>
    /// <param name="lambda">Λ of each random-effects term.</param>
    /// <param name="sigma">σ.</param>
    /// <param name="newLevelsOnly">True where the mean has the effects of known levels already.</param>
    /// <param name="residual">The standard deviation of errors where it is not the one that Λ is relative to.</param>
    public static ResponseSimulator Of(ModelDesign design, double[] mean, double[][,] lambda, double sigma, bool newLevelsOnly = false, double? residual = null)
        => new(mean, ErrorSizes(design.Weights, residual ?? sigma), residual ?? sigma, [.. design.RandomTerms.Select((term, index) => new Term(term, lambda[index], sigma, newLevelsOnly))]);

    /// <summary>The responses of a linear model.</summary>
    public static ResponseSimulator Of(LinearModelFit fit)
        => new([.. fit.FittedValues], ErrorSizes(fit.Design.Weights, fit.Sigma), fit.Sigma, []);

    /// <summary>The number of rows of the design.</summary>
    public int RowCount => _mean.Length;

    /// <summary>The same responses for another thread.</summary>
    public ResponseSimulator Clone() => new(_mean, _errorSizes, _sigma, Array.ConvertAll(_terms, static term => term.Clone()));

    /// <summary>The stream of the last response, where that ended.</summary>
    public RandomStream Random => _random;

    /// <summary>The random effects of a term in the last response, levels × effects; those of new levels follow the others.</summary>
    public ReadOnlySpan<double> Effects(int term) => _terms[term].Effects;

    /// <summary>Writes a response, one value per row of the design.</summary>
    public void Write(long seed, int number, Span<double> response)
    {
        _random.Start(seed, number);
        _mean.CopyTo(response);
        foreach (Term term in _terms)
        {
            term.Add(_random, response);
        }

        for (int row = 0; row < response.Length; row++)
        {
            response[row] += (_errorSizes is null ? _sigma : _errorSizes[row]) * _random.NextNormal();
        }
    }

    // σ/√w; rows of weight zero have no part in the fit.
    private static double[]? ErrorSizes(double[]? weights, double sigma)
        => weights is null ? null : Array.ConvertAll(weights, weight => weight > 0 ? sigma / Math.Sqrt(weight) : 0);

    /// <summary>The random effects of one term.</summary>
    private sealed class Term
    {
        private readonly int[] _codes;
        private readonly double[][] _columns;
        private readonly double[] _factor;
        private readonly double[] _effects;
        private readonly int _first;
        private readonly double[] _normal;

        public Term(RandomEffectsDesign design, double[,] lambda, double sigma, bool newLevelsOnly)
        {
            // A code of −1 stands for the first new level, −2 for the second, and so on.
            int known = design.Grouping.Levels.Length;
            _codes = Array.Exists(design.Grouping.Codes, static code => code < 0) ? Array.ConvertAll(design.Grouping.Codes, code => code < 0 ? known - 1 - code : code) : design.Grouping.Codes;
            _columns = [.. design.Matrix.Columns];
            _factor = [.. lambda.Cast<double>().Select(value => sigma * value)];
            _effects = new double[(known + design.Grouping.UnknownLevels.Length) * _columns.Length];
            _first = newLevelsOnly ? known * _columns.Length : 0;
            _normal = new double[_columns.Length];
        }

        private Term(Term other)
        {
            (_codes, _columns, _factor, _first) = (other._codes, other._columns, other._factor, other._first);
            _effects = new double[other._effects.Length];
            _normal = new double[other._normal.Length];
        }

        public ReadOnlySpan<double> Effects => _effects;

        public Term Clone() => new(this);

        public void Add(RandomStream random, Span<double> response)
        {
            int k = _normal.Length;
            for (int first = _first; first < _effects.Length; first += k)
            {
                random.FillNormal(_normal);
                for (int row = 0; row < k; row++)
                {
                    double sum = 0;
                    for (int column = 0; column <= row; column++)
                    {
                        sum += _factor[(row * k) + column] * _normal[column];
                    }

                    _effects[first + row] = sum;
                }
            }

            for (int effect = 0; effect < k; effect++)
            {
                double[] column = _columns[effect];
                for (int row = 0; row < response.Length; row++)
                {
                    response[row] += column[row] * _effects[(_codes[row] * k) + effect];
                }
            }
        }
    }
}
