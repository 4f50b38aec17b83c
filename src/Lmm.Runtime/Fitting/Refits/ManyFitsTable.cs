using Lmm.Solver;

namespace Lmm.Fitting.Refits;

/// <summary>The numbers of many fits, response by response. Threads write the rows of different responses at the same time.</summary>
internal sealed class ManyFitsTable
{
    private readonly int _coefficientCount;
    private readonly int _parameterCount;
    private readonly double[] _beta;
    private readonly double[] _standardErrors;
    private readonly double[] _theta;

    public ManyFitsTable(ModelDesign design, Estimation estimation, IReadOnlyList<string> names)
    {
        Design = design;
        Estimation = estimation;
        Names = names;
        _parameterCount = design.Shape.ThetaLayout.Count;
        _coefficientCount = design.FixedEffects.ColumnCount;
        int count = names.Count;
        _beta = new double[checked(count * _coefficientCount)];
        _standardErrors = new double[_beta.Length];
        _theta = new double[checked(count * _parameterCount)];
        Outcomes = new FitOutcome[count];
        Objectives = new double[count];
        Sigmas = new double[count];
        Singular = new bool[count];
        Evaluations = new int[count];
        RowCounts = new long[count];
        Messages = new string?[count];
    }

    public ModelDesign Design { get; }

    public Estimation Estimation { get; }

    public IReadOnlyList<string> Names { get; }

    public FitOutcome[] Outcomes { get; }

    public double[] Objectives { get; }

    public double[] Sigmas { get; }

    public bool[] Singular { get; }

    public int[] Evaluations { get; }

    /// <summary>The number of rows that were fitted.</summary>
    public long[] RowCounts { get; }

    /// <summary>What is wrong with a response that did not converge; else null.</summary>
    public string?[] Messages { get; }

    public Span<double> Beta(int response) => _beta.AsSpan(response * _coefficientCount, _coefficientCount);

    public Span<double> StandardErrors(int response) => _standardErrors.AsSpan(response * _coefficientCount, _coefficientCount);

    public Span<double> Theta(int response) => _theta.AsSpan(response * _parameterCount, _parameterCount);

    /// <summary>Writes what a workspace found.</summary>
    public void Set(int response, FitWorkspace workspace)
    {
        Outcomes[response] = workspace.Outcome;
        Objectives[response] = workspace.Objective;
        Sigmas[response] = workspace.Sigma;
        Singular[response] = workspace.IsSingular;
        Evaluations[response] = workspace.HasEstimates ? workspace.Evaluations : 0;
        RowCounts[response] = workspace.ObservationCount;
        Messages[response] = workspace.Outcome == FitOutcome.Converged ? null : workspace.Message;
        workspace.Beta.CopyTo(Beta(response));
        workspace.StandardErrors.CopyTo(StandardErrors(response));
        workspace.Theta.CopyTo(Theta(response));
    }

    /// <summary>Writes the solution of a response that was fitted by itself.</summary>
    public void Set(int response, MixedModelSolution solution, long rowCount)
    {
        Convergence convergence = solution.Convergence;
        Outcomes[response] = convergence.Converged ? FitOutcome.Converged : FitOutcome.NotConverged;
        Objectives[response] = solution.Objective;
        Sigmas[response] = solution.Sigma;
        Singular[response] = convergence.IsSingular;
        Evaluations[response] = convergence.Evaluations;
        RowCounts[response] = rowCount;
        Messages[response] = convergence.Converged ? null : convergence.Message;
        solution.Beta.CopyTo(Beta(response));
        solution.Theta.CopyTo(Theta(response));
        Span<double> errors = StandardErrors(response);
        for (int column = 0; column < errors.Length; column++)
        {
            errors[column] = solution.CoefficientCovariance.StandardDeviation(column);
        }
    }

    /// <summary>Writes that a response has no estimates, and why.</summary>
    public void Refuse(int response, FitOutcome outcome, string message, long rowCount)
    {
        Outcomes[response] = outcome;
        Messages[response] = message;
        RowCounts[response] = rowCount;
        Objectives[response] = Sigmas[response] = double.NaN;
        Beta(response).Fill(double.NaN);
        StandardErrors(response).Fill(double.NaN);
        Theta(response).Fill(double.NaN);
    }
}
