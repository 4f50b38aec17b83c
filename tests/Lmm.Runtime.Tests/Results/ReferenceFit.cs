using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Coordinates;
using Lmm.Formula.Binding;
using Lmm.Solver;
using Lmm.Solver.Criteria;

namespace Lmm.Tests.Results;

/// <summary>What R and lme4 were given, what they estimated, and what they printed (tests/reference/printing-fits.R).</summary>
internal sealed record ReferenceFit
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public required ReferenceDesign Design { get; init; }

    public required string[] Printed { get; init; }

    [JsonPropertyName("logLik")]
    public required double LogLikelihood { get; init; }

    public required double Aic { get; init; }

    public required double Bic { get; init; }

    public required int Df { get; init; }

    public required int ResidualDf { get; init; }

    public required double Sigma { get; init; }

    public required double[] Covariance { get; init; }

    public required double[] Fitted { get; init; }

    public bool Restricted { get; init; }

    public ReferenceTerm[] Terms { get; init; } = [];

    public double[] Theta { get; init; } = [];

    public double Objective { get; init; }

    public double Deviance { get; init; }

    public double[] Beta { get; init; } = [];

    public double Pwrss { get; init; }

    public double[] Scaled { get; init; } = [];

    public double[] Variances { get; init; } = [];

    public double[] Correlation { get; init; } = [];

    public double[] Table { get; init; } = [];

    public double[] Residuals { get; init; } = [];

    public double Rss { get; init; }

    public double Rsquared { get; init; }

    public double Adjusted { get; init; }

    public double? F { get; init; }

    public double? Fp { get; init; }

    public bool Intercept { get; init; }

    public static ReferenceFit Read(string name)
        => JsonSerializer.Deserialize<ReferenceFit>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Results", "Reference", name + ".json")), Options)!;

    public static IEnumerable<string> Names(string kind)
        => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Results", "Reference"), kind + "-*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal);

    /// <summary>The fit as the library holds it when the solver finds lme4's estimates.</summary>
    public LinearMixedModelFit MixedFit(Convergence? convergence = null, CovarianceStructure? covariance = null) => FitOf(ModelDesign(covariance), convergence);

    private LinearMixedModelFit FitOf(ModelDesign design, Convergence? convergence) => new(
        design.Shape,
        design,
        new MixedModelSolution
        {
            Theta = Theta,
            Objective = Objective,
            Deviance = Deviance,
            LogDeterminant = double.NaN,
            FixedLogDeterminant = double.NaN,
            Optimum = null!,
            Units = Designs.PlainUnits(design),
            ResponseSize = 1,
            Beta = Beta,
            CoefficientCovariance = new UnitCovariance(Matrix(Covariance, Beta.Length)),
            Rank = Beta.Count(double.IsFinite),
            Sigma = Sigma,
            PenalizedResidualSumOfSquares = Pwrss,
            RandomTerms = [.. Terms.Select(term => new RandomTermSolution
            {
                Lambda = Matrix(term.Lambda, term.Names.Length),
                Modes = term.Modes,
                ModeCovariances = term.Covariances,
            })],
            Convergence = convergence ?? new Convergence(true, 1, Theta, new double[Theta.Length], "", []),
        },
        Restricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood,
        new FitOptions { DegreesOfFreedom = DegreesOfFreedomMethod.None });

    public ModelDesign ModelDesign(CovarianceStructure? covariance = null) => new(
        new CompleteCases { ModelName = Design.Name, Formula = Design.Formula, RowCount = Design.Y.Length, DroppedRowCount = Design.Dropped },
        new NumericColumn(Design.Response, Design.Y),
        Design.Weights,
        Design.Offset,
        MatrixOf(Design.Names, Design.Columns),
        [.. Terms.Select(term => new RandomEffectsDesign(
            new FactorColumn(term.Grouping, term.Codes, term.Levels),
            MatrixOf(term.Names, term.Columns),
            covariance ?? CovarianceStructure.Unstructured))])
    {
        WeightsName = Design.Weights is null ? null : "w",
    };

    public static double[,] Matrix(double[] values, int order)
    {
        double[,] matrix = new double[order, order];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(double));
        return matrix;
    }

    private static ModelMatrix MatrixOf(string[] names, double[][] columns)
        => new(columns, names, [.. Enumerable.Range(0, names.Length)], names);
}

internal sealed record ReferenceDesign(string Name, string Formula, string Response, int Dropped, double[] Y, double[]? Weights, double[]? Offset, string[] Names, double[][] Columns);

internal sealed record ReferenceTerm(string Grouping, string[] Levels, int[] Codes, string[] Names, double[][] Columns, double[] Lambda, double[] Modes, double[] Covariances);
