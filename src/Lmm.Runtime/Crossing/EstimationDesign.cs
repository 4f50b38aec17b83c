using System.Globalization;
using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Design;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>
/// A design as estimates are computed from it: its rows without those of weight zero, with weights, response and columns in units of powers
/// of two that keep sums of products in the range of double numbers. Ordinary data are taken as they are.
/// </summary>
/// <param name="Shape">The names and counts of the whole design.</param>
/// <param name="Design">The rows that count, in the solver's units; the same object where nothing had to change.</param>
/// <param name="Rows">The rows that count, of the whole design; null for all.</param>
/// <param name="Units">The units of weights and columns.</param>
/// <param name="ResponseUnit">Response and offset are in units of 2^ResponseUnit.</param>
/// <param name="LogWeightSum">Σ log w over the rows that count, w in the solver's units.</param>
internal sealed record EstimationDesign(ModelShape Shape, ModelDesign Design, int[]? Rows, DesignUnits Units, int ResponseUnit, double LogWeightSum)
{
    /// <summary>The units of weights, columns and response.</summary>
    public FitUnits FitUnits => new(Units, ResponseUnit);

    /// <summary>Chooses rows and units.</summary>
    /// <exception cref="ModelException">A product of variables has left the range of double numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EstimationDesign Of(ModelDesign whole, CancellationToken cancellationToken = default)
    {
        int[]? rows = whole.ObservedRows;
        ModelDesign design = rows is null ? whole : DesignRows.Select(whole, rows);
        int rootWeight = design.Weights is null ? 0 : new WeightUnit(design.Weights, design.FixedEffects.ColumnCount).Root;
        int response = ResponseUnitOf(design.Response.Values, design.Offset);
        var known = new Dictionary<double[], int>(ReferenceEqualityComparer.Instance);
        var units = new DesignUnits(
            rootWeight,
            UnitsOf(design, design.FixedEffects, known, cancellationToken),
            Array.ConvertAll(design.RandomTerms, term => TermUnits(design, term, known, cancellationToken)));
        double logWeights = whole.Rows.Represented is { } represented
            ? represented.LogWeightSum - (represented.RowCount * BinaryUnit.Log(2 * rootWeight))
            : LogWeights(design.Weights, rootWeight);
        return new EstimationDesign(whole.Shape, response == 0 && units.IsPlain ? design : InUnits(design, units, response, cancellationToken), rows, units, response, logWeights);
    }

    /// <summary>All rows of a margin of the model, in the units of another margin.</summary>
    /// <param name="margin">The margin; no weight is zero.</param>
    /// <param name="first">The margin whose units of weights, X and response it has.</param>
    /// <param name="known">The units of its random terms; null for one whose unit is its own.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">A product of variables has left the range of double numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EstimationDesign Like(MarginalDesign margin, EstimationDesign first, int[]?[] known, CancellationToken cancellationToken)
    {
        ModelDesign design = margin.HasFixedEffects ? margin.Design : margin.Design.WithoutResponse();
        var largest = new Dictionary<double[], int>(ReferenceEqualityComparer.Instance);
        DesignUnits units = new(
            first.Units.RootWeight,
            margin.HasFixedEffects ? first.Units.FixedEffects : [],
            [.. known.Select((own, term) => own ?? TermUnits(design, design.RandomTerms[term], largest, cancellationToken))]);
        return new EstimationDesign(margin.Design.Shape, first.ResponseUnit == 0 && units.IsPlain ? design : InUnits(design, units, first.ResponseUnit, cancellationToken), null, units, first.ResponseUnit, first.LogWeightSum);
    }

    /// <summary>The rows that count, in the solver's units, with a response to which is added what was subtracted from it.</summary>
    /// <param name="centre">What was subtracted, in units of the response.</param>
    public ModelDesign ResponseMovedBy(double centre) => Design.ResponseMovedBy(Math.ScaleB(centre, -ResponseUnit));

    /// <summary>Cross-products need weights that can be added up.</summary>
    /// <exception cref="ModelException">A few weights leave the others no digits.</exception>
    public void RefuseDominantWeight()
    {
        if (Design.Weights is { } weights && new WeightUnit(weights, Design.FixedEffects.ColumnCount) is { IsDominated: true } unit)
        {
            int row = unit.LargestRow;
            throw new ModelException(Design.Rows.ModelName, LmmErrorCode.UnusableWeight, string.Create(
                CultureInfo.InvariantCulture,
                $"the weight {Design.WeightsName} is {Math.ScaleB(weights[row], 2 * Units.RootWeight):R} in {Design.Rows.Places.Of(row)}, so much larger than most that nothing is left of other rows beside it; correct the row or leave it out."));
        }
    }

    /// <summary>The unit of a response and its offset together; null for no offset.</summary>
    public static int ResponseUnitOf(ReadOnlySpan<double> response, double[]? offset)
        => BinaryUnit.Of(Math.Max(LargestMagnitude.Of(response), offset is null ? 0 : LargestMagnitude.Of(offset)));

    private static ModelDesign InUnits(ModelDesign design, DesignUnits units, int response, CancellationToken cancellationToken) => design.With(
        design.Rows,
        response == 0 ? design.Response : new NumericColumn(design.Response.Name, BinaryUnit.Divide(design.Response.Values, response)),
        design.Weights is null ? null : BinaryUnit.Divide(design.Weights, 2 * units.RootWeight),
        design.Offset is null ? null : BinaryUnit.Divide(design.Offset, response),
        InUnits(design.FixedEffects, units.FixedEffects, cancellationToken),
        [.. design.RandomTerms.Select((term, index) => term with { Matrix = InUnits(term.Matrix, units.RandomTerms[index], cancellationToken) })]);

    private static ModelMatrix InUnits(ModelMatrix matrix, int[] exponents, CancellationToken cancellationToken)
    {
        return DesignUnits.IsZero(exponents) ? matrix : matrix with { Columns = [.. matrix.Columns.Select(Divided)] };

        double[] Divided(double[] column, int index)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return BinaryUnit.Divide(column, exponents[index]);
        }
    }

    // Model matrices share columns.
    private static int[] UnitsOf(ModelDesign design, ModelMatrix matrix, Dictionary<double[], int> known, CancellationToken cancellationToken)
    {
        var exponents = new int[matrix.ColumnCount];
        for (int column = 0; column < exponents.Length; column++)
        {
            if (Array.Exists(matrix.Indicators, indicators => indicators.First <= column && column < indicators.End))
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            double[] values = matrix.ColumnsOf(column, 1)[0];
            if (!known.TryGetValue(values, out exponents[column]))
            {
                double largest = LargestMagnitude.Of(values);
                exponents[column] = double.IsFinite(largest) ? BinaryUnit.Of(largest) : throw OutOfRange(design, matrix, column);
                known.Add(values, exponents[column]);
            }
        }

        return exponents;
    }

    // Where effects must keep their proportions, they share a unit.
    private static int[] TermUnits(ModelDesign design, RandomEffectsDesign term, Dictionary<double[], int> known, CancellationToken cancellationToken)
    {
        int[] own = UnitsOf(design, term.Matrix, known, cancellationToken);
        if (CovarianceParameterization.Of(term.Covariance, own.Length).Basis == EffectBasis.Fixed)
        {
            Array.Fill(own, own.MaxBy(Math.Abs));
        }

        return own;
    }

    // The logarithm is of the weight as it is: in the solver's units a minute one may be zero.
    private static double LogWeights(double[]? weights, int rootWeight)
    {
        double sum = 0;
        foreach (double weight in weights ?? [])
        {
            sum += Math.Log(weight);
        }

        return rootWeight == 0 ? sum : sum - (weights!.Length * BinaryUnit.Log(2 * rootWeight));
    }

    private static ModelException OutOfRange(ModelDesign design, ModelMatrix matrix, int column)
    {
        int row = Array.FindIndex(matrix.Columns[column], static value => !double.IsFinite(value));
        return new ModelException(design.Rows.ModelName, LmmErrorCode.NotFinite, string.Create(
            CultureInfo.InvariantCulture,
            $"{matrix.ColumnNames[column]} is beyond the range of double numbers in {design.Rows.Places.Of(row)}; change the units of its variables."));
    }
}
