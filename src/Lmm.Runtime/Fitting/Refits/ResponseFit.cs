using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Covariance;
using Lmm.Fitting.Refits;
using Lmm.Printing;
using Lmm.Results;
using Lmm.Solver.Criteria;

namespace Lmm;

/// <summary>The fit of one of many responses; estimates are NaN where <see cref="Outcome"/> has none.</summary>
[JsonConverter(typeof(ResultJsonConverter<ResponseFit>))]
public sealed class ResponseFit : IJsonResult
{
    private readonly ManyFitsTable _table;
    private readonly int _response;
    private readonly Lazy<IReadOnlyList<RandomTermEstimates>> _terms;

    internal ResponseFit(ManyFitsTable table, int response)
    {
        _table = table;
        _response = response;
        _terms = new(Terms);
    }

    /// <summary>The name of the response.</summary>
    public string Name => _table.Names[_response];

    /// <summary>How the fit ended.</summary>
    public FitOutcome Outcome => _table.Outcomes[_response];

    /// <summary>True when the fit converged.</summary>
    public bool Converged => Outcome == FitOutcome.Converged;

    /// <summary>What is wrong, for a fit that did not converge or has no estimates; else null.</summary>
    public string? Message => _table.Messages[_response];

    /// <summary>The number of rows that were fitted: those with a value of this response and a weight that is not zero.</summary>
    public long ObservationCount => _table.RowCounts[_response];

    /// <summary>The minimised criterion: the profiled deviance for maximum likelihood, the REML criterion for REML.</summary>
    public double Objective => _table.Objectives[_response];

    /// <summary>σ̂, the residual standard deviation, in units of the response.</summary>
    public double Sigma => _table.Sigmas[_response];

    /// <summary>θ, the relative covariance parameters, in the order of <see cref="LinearMixedModelFit.Theta"/>.</summary>
    public IReadOnlyList<double> Theta => [.. _table.Theta(_response)];

    /// <summary>β̂, one per column of X; NaN for a column that is not estimable.</summary>
    public IReadOnlyList<double> Beta => [.. _table.Beta(_response)];

    /// <summary>The standard errors of <see cref="Beta"/>.</summary>
    public IReadOnlyList<double> StandardErrors => [.. _table.StandardErrors(_response)];

    /// <summary>True when an estimated covariance matrix of random effects is singular.</summary>
    public bool IsSingular => _table.Singular[_response];

    /// <summary>The evaluations of the criterion that the fit took.</summary>
    public int Evaluations => _table.Evaluations[_response];

    /// <summary>The variance components of a grouping factor in the order of the printed summary.</summary>
    /// <exception cref="ModelException">No random-effects term has that grouping factor.</exception>
    public IReadOnlyList<VarianceComponent> VarianceComponents(string grouping)
    {
        string model = _table.Design.Rows.ModelName;
        VarianceComponent[] components = [.. _terms.Value
            .Where(term => term.Grouping == grouping)
            .SelectMany(term => term.EffectNames.Select((_, effect) => new VarianceComponent(grouping, model, term, effect)))];
        return components.Length > 0
            ? components
            : throw new ModelException(model, LmmErrorCode.NoSuchResult, $"there is no grouping factor '{grouping}'; there are {string.Join(", ", _terms.Value.Select(static term => $"'{term.Grouping}'").Distinct())}.");
    }

    private IReadOnlyList<RandomTermEstimates> Terms()
    {
        RandomEffectsDesign[] designs = _table.Design.RandomTerms;
        var lambdas = new double[designs.Length][,];
        ParameterLayout<ICovarianceParameterization> layout = _table.Design.Shape.ThetaLayout;
        for (int term = 0; term < designs.Length; term++)
        {
            int k = designs[term].Matrix.ColumnCount;
            var values = new double[k * k];
            layout.Owners[term].Factor(layout[term].Of(_table.Theta(_response)), values);
            lambdas[term] = new double[k, k];
            Buffer.BlockCopy(values, 0, lambdas[term], 0, values.Length * sizeof(double));
        }

        return RandomTermEstimates.InPrintedOrder(_table.Design.Shape.RandomTerms, [.. lambdas.Select(static lambda => new RandomTermSolution { Lambda = lambda, Modes = [], ModeCovariances = [] })], Sigma);
    }

    /// <summary>The name of the response, and how the fit ended.</summary>
    public override string ToString() => $"{Name}: {Outcome}, objective {RealFormat.FormatOne(Objective, SummaryDigits.Estimates)}";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ManyFitsJson.Write(json, this);
}
