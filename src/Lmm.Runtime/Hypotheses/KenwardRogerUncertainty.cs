using Lmm.Coordinates;
using Lmm.Kernels;
using Lmm.Solver.Information;

namespace Lmm.Hypotheses;

/// <summary>Kenward and Roger's adjusted covariance matrix and degrees of freedom.</summary>
internal sealed class KenwardRogerUncertainty : CoefficientUncertainty
{
    private readonly FixedEffectsCoordinates _coordinates;
    private readonly KenwardRoger _adjustment;
    private readonly double[] _root;
    private readonly IReadOnlyList<string> _notes;

    private KenwardRogerUncertainty(
        DegreesOfFreedomMethod method, UnitCovariance covariance, FixedEffectsCoordinates coordinates, KenwardRoger adjustment, double[] root, IReadOnlyList<string> notes)
        : base(method, covariance)
        => (_coordinates, _adjustment, _root, _notes) = (coordinates, adjustment, root, notes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <summary>Adjusts the covariance matrix of the coefficients.</summary>
    /// <param name="method">Which of the two.</param>
    /// <param name="plain">The covariance matrix that is not adjusted.</param>
    /// <param name="coordinates">The working coordinates of the coefficients.</param>
    /// <param name="adjustment">The adjustment.</param>
    /// <param name="root">The root of the working covariance matrix over σ².</param>
    /// <param name="variance">σ² in the solver's units.</param>
    /// <param name="notes">What readers have to know.</param>
    public static KenwardRogerUncertainty Of(
        DegreesOfFreedomMethod method, UnitCovariance plain, FixedEffectsCoordinates coordinates, KenwardRoger adjustment, double[] root, double variance, IReadOnlyList<string> notes)
    {
        int rank = coordinates.Rank;
        var half = new double[rank * rank];
        var working = new double[rank * rank];
        for (int row = 0; row < rank; row++)
        {
            for (int inner = 0; inner < rank; inner++)
            {
                VectorProducts.Add(root[(row * rank) + inner], adjustment.Adjusted.AsSpan(inner * rank, rank), half.AsSpan(row * rank, rank));
            }
        }

        for (int row = 0; row < rank; row++)
        {
            for (int column = 0; column < rank; column++)
            {
                working[(row * rank) + column] = VectorProducts.Dot(half.AsSpan(row * rank, rank), root.AsSpan(column * rank, rank));
            }
        }

        return new KenwardRogerUncertainty(method, plain.With(coordinates.CovarianceMatrix(working, variance)), coordinates, adjustment, root, notes);
    }

    /// <inheritdoc/>
    public override double DegreesOfFreedom(double[] function) => Joint([function]).DegreesOfFreedom;

    /// <inheritdoc/>
    public override (double DegreesOfFreedom, double Scale) Joint(double[][] functions)
    {
        // In the basis of the adjustment, made orthonormal there: the moments are of the plain covariance matrix.
        int rank = _coordinates.Rank;
        var rows = new double[functions.Length * rank];
        int kept = 0;
        foreach (double[] function in functions)
        {
            double[] working = _coordinates.WorkingFunction(function);
            Span<double> row = rows.AsSpan(kept * rank, rank);
            row.Clear();
            for (int inner = 0; inner < rank; inner++)
            {
                VectorProducts.Add(working[inner], _root.AsSpan(inner * rank, rank), row);
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < kept; other++)
                {
                    ReadOnlySpan<double> before = rows.AsSpan(other * rank, rank);
                    VectorProducts.Add(-VectorProducts.Dot(before, row), before, row);
                }
            }

            double length = Math.Sqrt(VectorProducts.Dot(row, row));
            for (int column = 0; column < rank; column++)
            {
                row[column] /= length;
            }

            kept++;
        }

        return _adjustment.Moments(rows, kept);
    }
}
