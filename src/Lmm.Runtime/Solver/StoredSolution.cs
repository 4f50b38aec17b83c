using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Solver.Criteria;
using Lmm.Storage;

namespace Lmm.Solver;

/// <summary>Solutions of mixed models in files, with the way back to their criterion.</summary>
internal static class StoredSolution
{
    /// <summary>Writes a solution but for its cross-products.</summary>
    public static void Write(this StoredWriter writer, MixedModelSolution solution)
    {
        writer.Write(solution.Optimum.IsRestricted);
        writer.Write(solution.Theta.AsSpan());
        writer.Write(solution.Objective);
        writer.Write(solution.Deviance);
        writer.Write(solution.LogDeterminant);
        writer.Write(solution.FixedLogDeterminant);
        writer.Write(solution.Units.Design);
        writer.Write(solution.Units.Response);
        writer.Write(solution.ResponseSize);
        writer.Write(solution.Beta.AsSpan());
        writer.Write(solution.CoefficientCovariance);
        writer.Write(solution.Rank);
        writer.Write(solution.Sigma);
        writer.Write(solution.PenalizedResidualSumOfSquares);
        writer.Write(solution.ResidualUnit);
        writer.Write(solution.RandomTerms, term =>
        {
            writer.Write(term.Lambda);
            writer.Write(term.Modes.AsSpan());
            writer.Write(term.ModeCovariances.AsSpan());
            writer.WriteOptional(term.ModeUnits, units => writer.Write(units.AsSpan()));
        });
        Write(writer, solution.Convergence);
        writer.Write(solution.Optimum.IsFromRows);
        writer.Write(solution.Optimum.Theta);
        writer.Write(solution.Optimum.Hessian);
    }

    /// <summary>Reads a solution by its cross-products.</summary>
    public static MixedModelSolution ReadSolution(this StoredReader reader, CrossProducts products)
    {
        ModelShape shape = products.Shape;
        int coefficients = shape.Coefficients.Count;
        bool isRestricted = reader.ReadBoolean();
        double[] theta = reader.ReadDoubles();
        MixedModelSolution solution = new()
        {
            Theta = theta,
            Objective = reader.ReadDouble(),
            Deviance = reader.ReadDouble(),
            LogDeterminant = reader.ReadDouble(),
            FixedLogDeterminant = reader.ReadDouble(),
            Units = new FitUnits(reader.ReadUnits(), reader.ReadInt32()),
            ResponseSize = reader.ReadDouble(),
            Beta = reader.ReadDoubles(),
            CoefficientCovariance = reader.ReadCovariance(coefficients),
            Rank = reader.ReadCount(),
            Sigma = reader.ReadDouble(),
            PenalizedResidualSumOfSquares = reader.ReadDouble(),
            ResidualUnit = reader.ReadInt32(),
            RandomTerms = reader.ReadList(() => ReadTerm(reader)),
            Convergence = ReadConvergence(reader, theta),
            Optimum = ReadOptimum(reader, products, isRestricted),
        };
        reader.Require(solution.Beta.Length == coefficients && solution.Rank == products.FixedEffects.Rank);
        reader.Require(theta.Length == shape.RandomTerms.Sum(static term => term.Parameterization.ParameterCount) && solution.Convergence.Gradient.Count == theta.Length);
        reader.Require(solution.Units.Design.FixedEffects.Length == coefficients && solution.RandomTerms.Length == shape.RandomTerms.Count);
        reader.Require(solution.Units.Design.RandomTerms.Zip(shape.RandomTerms).All(static term => term.First.Length == term.Second.Effects.Count) && solution.Units.Design.RandomTerms.Length == shape.RandomTerms.Count);
        reader.Require(solution.RandomTerms.Zip(shape.RandomTerms).All(static term => Fits(term.First, term.Second)));
        return solution;
    }

    private static RandomTermSolution ReadTerm(StoredReader reader) => new()
    {
        Lambda = reader.ReadMatrix(),
        Modes = reader.ReadDoubles(),
        ModeCovariances = reader.ReadDoubles(),
        ModeUnits = reader.ReadOptional(reader.ReadInt32s),
    };

    private static bool Fits(RandomTermSolution term, RandomTermShape shape)
    {
        long k = shape.Effects.Count;
        long levels = shape.Levels.Count;
        return term.Lambda.GetLength(0) == k && term.Lambda.GetLength(1) == k && term.Modes.Length == levels * k
            && (term.ModeCovariances.Length == levels * k || term.ModeCovariances.Length == levels * k * k) && (term.ModeUnits is null || term.ModeUnits.Length == k);
    }

    private static void Write(StoredWriter writer, Convergence convergence)
    {
        writer.Write(convergence.Converged);
        writer.Write(convergence.Evaluations);
        writer.Write([.. convergence.Gradient]);
        writer.Write(convergence.Message);
        writer.Write([.. convergence.SingularDirections]);
        writer.Write([.. convergence.FlatDirections]);
    }

    private static Convergence ReadConvergence(StoredReader reader, double[] theta)
        => new(reader.ReadBoolean(), reader.ReadCount(), theta, reader.ReadDoubles(), reader.ReadText(), reader.ReadTexts()) { FlatDirections = Array.AsReadOnly(reader.ReadTexts()) };

    private static Optimum ReadOptimum(StoredReader reader, CrossProducts products, bool isRestricted)
    {
        bool isFromRows = reader.ReadBoolean();
        double[] theta = reader.ReadDoubles();
        double[] hessian = reader.ReadDoubles();
        reader.Require(theta.Length == products.Terms.Sum(static term => term.Covariance.ParameterCount) && (hessian.Length == 0 || hessian.Length == (long)theta.Length * theta.Length));
        return new Optimum(products, isRestricted, plan: null, theta, hessian.Length == 0 ? null : hessian) { IsFromRows = isFromRows };
    }
}
