using Lmm.Coordinates;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Brings the cross-products of two sets of rows to the same units, so that they can be added.</summary>
internal static class CommonUnits
{
    /// <summary>Both in the larger of their units; themselves where these are equal.</summary>
    public static (CrossProducts First, CrossProducts Second) Of(CrossProducts first, CrossProducts second)
    {
        var units = new DesignUnits(
            Math.Max(first.Units.RootWeight, second.Units.RootWeight),
            Larger(first.Units.FixedEffects, second.Units.FixedEffects, column => IsZero(first, column), column => IsZero(second, column)),
            [.. first.Units.RandomTerms.Zip(second.Units.RandomTerms, static (one, two) => Larger(one, two, static _ => false, static _ => false))]);
        int response = Math.Max(first.FixedEffects.Response.Unit, second.FixedEffects.Response.Unit);
        return (In(first, units, response), In(second, units, response));
    }

    // A column of zeros has no unit.
    private static int[] Larger(int[] first, int[] second, Predicate<int> firstIsZero, Predicate<int> secondIsZero)
        => [.. first.Select((unit, column) => firstIsZero(column) ? second[column] : secondIsZero(column) ? unit : Math.Max(unit, second[column]))];

    private static bool IsZero(CrossProducts products, int column) => products.FixedEffects.Moments[column].RootMeanSquare == 0;

    private static CrossProducts In(CrossProducts products, DesignUnits units, int response)
    {
        DesignUnits own = products.Units;
        FixedEffectsCoordinates coordinates = products.FixedEffects;
        int[] columns = Differences(own.FixedEffects, units.FixedEffects);
        int shift = coordinates.Response.Unit - response;
        if (own.RootWeight == units.RootWeight && shift == 0 && DesignUnits.IsZero(columns)
            && own.RandomTerms.Zip(units.RandomTerms).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
        {
            return products;
        }

        // Working columns and responses have no unit; weights have.
        int weight = 2 * (own.RootWeight - units.RootWeight);
        ResponseCoordinates old = coordinates.Response;
        return new CrossProducts(
            products.Shape,
            Math.ScaleB(products.TotalWeight, weight),
            products.LogWeightSum + (products.RowCount * BinaryUnit.Log(weight)),
            units,
            new FixedEffectsCoordinates(
                coordinates.Basis.Multiplied(columns),
                new ResponseCoordinates(response, Math.ScaleB(old.Shift, shift), Math.ScaleB(old.Scale, -shift), old.Rounding, old.Projection),
                Multiplied(coordinates.Gram, weight),
                coordinates.Names,
                [.. coordinates.Moments.Select((moments, column) => moments.Multiplied(columns[column]))],
                MultipliedColumns(coordinates.Expression, columns)),
            [.. products.Terms.Select(term => term with { Basis = term.Basis.Multiplied(Differences(own.Of(term.Term, term.FirstColumn, term.EffectCount), units.Of(term.Term, term.FirstColumn, term.EffectCount))) })],
            Array.ConvertAll(products.Factors, factor => factor with { Values = Multiplied(factor.Values, weight) }),
            Array.ConvertAll(products.Pairs, pair => pair with { Values = Multiplied(pair.Values, weight) }),
            Multiplied(products.ResponseProducts, weight))
            .With(Array.ConvertAll(products.Totals, totals => totals with { Values = Multiplied(totals.Values, weight) }));
    }

    // Numbers in a unit are multiplied by the ratio of that unit to the new one.
    private static int[] Differences(int[] own, int[] wanted) => [.. own.Zip(wanted, static (from, to) => from - to)];

    private static double[] Multiplied(double[] values, int exponent) => BinaryUnit.Divide(values, -exponent);

    private static double[,] MultipliedColumns(double[,] matrix, int[] exponents)
    {
        double[,] multiplied = (double[,])matrix.Clone();
        for (int row = 0; row < matrix.GetLength(0); row++)
        {
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                multiplied[row, column] = Math.ScaleB(multiplied[row, column], exponents[column]);
            }
        }

        return multiplied;
    }
}
