using Lmm.Coordinates;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Crossing;

/// <summary>Adds the cross-products of disjoint sets of rows, in coordinates common to all.</summary>
internal sealed class CrossProductsSum
{
    /// <summary>The share of a column's length, squared, below which only rounding is left of it once the columns before it are projected out.</summary>
    private const double Aliased = 1e-11;

    private readonly CrossProducts[] _parts;
    private readonly CrossProducts _first;
    private readonly CoordinateChange _change;
    private readonly RandomTermLayout[] _terms;

    private CrossProductsSum(CrossProducts[] parts, CoordinateChange change, RandomTermLayout[] terms)
    {
        _parts = parts;
        _first = parts[0];
        _change = change;
        _terms = terms;
    }

    /// <summary>The cross-products of both sets of rows together.</summary>
    /// <exception cref="ModelException">They are of different models.</exception>
    public static CrossProducts Of(CrossProducts first, CrossProducts second)
    {
        SameModel.Demand(first, second);
        (first, second) = CommonUnits.Of(first, second);
        return new CrossProductsSum([first, second], CoordinateChange.Between(first, second), first.Terms).Form();
    }

    /// <summary>The same cross-products in other coordinates of X and y, and of the terms' effects.</summary>
    public static CrossProducts Changed(CrossProducts products, CoordinateChange change, RandomTermLayout[] terms)
        => new CrossProductsSum([products], change, terms).Form();

    private CrossProducts Form()
    {
        Matrix<double> gram = _parts.Zip(_change.Maps, static (part, map) => Congruence(Gram(part), map)).Aggregate(static (left, right) => left + right);
        int[] kept = Independent(gram);
        Matrix<double> finish = Finish(gram, kept);
        Matrix<double> finished = Congruence(gram, finish);
        FixedEffectsCoordinates coordinates = Coordinates(gram, kept, finish, finished);

        var levels = new LevelUnion[_first.Factors.Length];
        var factors = new FactorCrossProducts[_first.Factors.Length];
        for (int factor = 0; factor < factors.Length; factor++)
        {
            levels[factor] = new LevelUnion([.. _parts.Select(part => part.Factors[factor].Levels)]);
            var sum = new FactorSum(_first.Factors[factor], levels[factor].Names, coordinates.Rank);
            for (int part = 0; part < _parts.Length; part++)
            {
                sum.Add(_parts[part].Factors[factor], levels[factor].Places[part], EffectMap(part, factor), _change.Maps[part] * finish);
            }

            factors[factor] = sum.Result;
        }

        var pairs = new PairCrossProducts[_first.Pairs.Length];
        for (int pair = 0; pair < pairs.Length; pair++)
        {
            (int rows, int columns) = (_first.Pairs[pair].First, _first.Pairs[pair].Second);
            var sum = new PairSum(_first.Pairs[pair], levels[rows].Names.Length);
            for (int part = 0; part < _parts.Length; part++)
            {
                PairCrossProducts own = OrientedPair.Of(_parts[part], rows, columns).ToPair(_parts[part].Pairs);
                sum.Add(own, levels[rows].Places[part], levels[columns].Places[part], EffectMap(part, rows), EffectMap(part, columns));
            }

            pairs[pair] = sum.Result;
        }

        CrossProducts whole = new(
            _parts.Skip(1).Aggregate(_first.Shape, (shape, part) => shape.Add(part.Shape, TermsOf(factors))),
            _parts.Sum(static part => part.TotalWeight),
            _parts.Sum(static part => part.LogWeightSum),
            _first.Units,
            coordinates,
            _terms,
            factors,
            pairs,
            finished.Row(coordinates.Rank).ToArray());
        return whole.With(TotalsOf(whole, levels, finish));
    }

    // Of the factors for which all sets have them, and which have the levels of all others within theirs still.
    private LevelTotals[] TotalsOf(CrossProducts whole, LevelUnion[] levels, Matrix<double> finish)
    {
        List<LevelTotals> all = [];
        foreach (string grouping in _parts[0].Totals.Select(static totals => totals.Grouping).Where(name => NestedLevels.Of(whole, name, out _) is not null))
        {
            LevelTotals?[] own = Array.ConvertAll(_parts, part => Array.Find(part.Totals, totals => totals.Grouping == grouping));
            if (Array.IndexOf(own, null) >= 0 || !LevelTotals.IsAffordable(whole.LevelCountOf(grouping), whole.FixedEffects.Rank))
            {
                continue;
            }

            LevelUnion union = levels[Array.FindIndex(whole.Factors, factor => factor.Name == grouping)];
            var sum = new LevelTotalsSum(grouping, union.Names.Length, whole.FixedEffects.Rank);
            for (int part = 0; part < _parts.Length; part++)
            {
                sum.Add(own[part]!, union.Places[part], _change.Maps[part] * finish);
            }

            all.Add(sum.Result);
        }

        return [.. all];
    }

    // The terms with the levels of both sets.
    private RandomTermShape[] TermsOf(FactorCrossProducts[] factors) => [.. _first.Shape.RandomTerms.Select((term, index) => new RandomTermShape
    {
        Grouping = term.Grouping,
        Levels = Array.AsReadOnly(factors[Array.Find(_first.Terms, layout => layout.Term == index)!.Factor].Levels),
        Effects = term.Effects,
        Covariance = term.Covariance,
    })];

    private static Matrix<double> Gram(CrossProducts products)
    {
        int rank = products.FixedEffects.Rank;
        return Matrix<double>.Build.Dense(rank + 1, rank + 1, (row, column) => row == rank || column == rank
            ? products.ResponseProducts[Math.Min(row, column) == rank ? rank : Math.Min(row, column)]
            : products.FixedEffects.Gram[(row * rank) + column]);
    }

    private static Matrix<double> Congruence(Matrix<double> gram, Matrix<double> map) => map.TransposeThisAndMultiply(gram * map);

    // The columns that are no combinations of those before them, judged by the Gram matrix.
    private int[] Independent(Matrix<double> gram)
    {
        List<int> kept = [];
        Matrix<double> rest = gram.Clone();
        for (int column = 0; column < _change.Basis.Count; column++)
        {
            double pivot = rest[column, column];
            if (!(pivot > Aliased * gram[column, column]))
            {
                continue;
            }

            kept.Add(column);
            Vector<double> pivotColumn = rest.Column(column);
            rest -= pivotColumn.OuterProduct(pivotColumn) / pivot;
        }

        return kept.ToArray();
    }

    // Selects the kept columns and takes the least-squares fit on them out of the response.
    private static Matrix<double> Finish(Matrix<double> gram, int[] kept)
    {
        int last = gram.ColumnCount - 1;
        var finish = Matrix<double>.Build.Dense(gram.RowCount, kept.Length + 1);
        finish[last, kept.Length] = 1;
        if (kept.Length == 0)
        {
            return finish;
        }

        Matrix<double> inner = Matrix<double>.Build.Dense(kept.Length, kept.Length, (row, column) => gram[kept[row], kept[column]]);
        Vector<double> right = Vector<double>.Build.Dense(kept.Length, row => gram[kept[row], last]);
        Vector<double> fit = inner.Cholesky().Solve(right);
        for (int column = 0; column < kept.Length; column++)
        {
            finish[kept[column], column] = 1;
            finish[kept[column], kept.Length] = -fit[column];
        }

        return finish;
    }

    private FixedEffectsCoordinates Coordinates(Matrix<double> gram, int[] kept, Matrix<double> finish, Matrix<double> finished)
    {
        ColumnBasis basis = _change.Basis;
        double[] projection = _change.Response.Projection;
        if (kept.Length < basis.Count)
        {
            bool[] centred = Array.ConvertAll(_change.Moments, static column => !column.IsNearlyConstant);
            basis = new ColumnBasis(Array.ConvertAll(kept, index => basis.Kept[index]), _change.Moments, basis.Constant, centred, mixing: null);
            projection = Array.ConvertAll(kept, index => _change.Response.Projection[index]);
        }

        int rank = kept.Length;
        double[] updated = Enumerable.Range(0, rank).Select(column => projection[column] - finish[kept[column], rank]).ToArray();
        double[] corner = Enumerable.Range(0, rank * rank).Select(entry => finished[entry / rank, entry % rank]).ToArray();
        double[,] expression = Expression(basis, kept, gram);
        return new FixedEffectsCoordinates(
            basis, new ResponseCoordinates(_change.Response.Unit, _change.Response.Shift, _change.Response.Scale, _change.Response.Rounding, updated), corner, _first.FixedEffects.Names, _change.Moments, expression);
    }

    // Data columns in terms of the kept ones: themselves, least-squares combinations, or multiples of the constant.
    private double[,] Expression(ColumnBasis basis, int[] kept, Matrix<double> gram)
    {
        ColumnBasis all = _change.Basis;
        var working = Matrix<double>.Build.Dense(kept.Length, all.Count);
        if (kept.Length > 0)
        {
            Matrix<double> inner = Matrix<double>.Build.Dense(kept.Length, kept.Length, (row, column) => gram[kept[row], kept[column]]);
            working = inner.Cholesky().Solve(Matrix<double>.Build.Dense(kept.Length, all.Count, (row, column) => gram[kept[row], column]));
        }

        Matrix<double> map = Matrix<double>.Build.Dense(all.Count, all.Count, (row, column) => all.FromData[all.Kept[row], column]);
        Matrix<double> data = all.Count == 0 ? working : working * map.Inverse();
        var expression = new double[kept.Length, all.DataCount];
        for (int column = 0; column < all.DataCount; column++)
        {
            int place = Array.IndexOf(all.Kept, column);
            if (place < 0 && basis.Constant >= 0)
            {
                expression[0, column] = _change.Moments[column].Mean / (basis.ConstantValue * basis.Scale[0]);
            }

            for (int row = 0; row < kept.Length && place >= 0; row++)
            {
                expression[row, column] = data[row, place];
            }
        }

        return expression;
    }

    // Turns a set's working effects of a factor into the target's: block-diagonal over the terms.
    private Matrix<double> EffectMap(int part, int factor)
    {
        int k = _first.Factors[factor].EffectCount;
        var map = Matrix<double>.Build.Dense(k, k);
        for (int term = 0; term < _terms.Length; term++)
        {
            RandomTermLayout layout = _terms[term];
            if (layout.Factor != factor)
            {
                continue;
            }

            ColumnBasis own = _parts[part].Terms[term].Basis;
            map.SetSubMatrix(layout.Offset, layout.Offset, ReferenceEquals(own, layout.Basis)
                ? Matrix<double>.Build.DenseIdentity(layout.EffectCount)
                : Matrix<double>.Build.DenseOfArray(own.FromData).LU().Solve(Matrix<double>.Build.DenseOfArray(layout.Basis.FromData)));
        }

        return map;
    }
}
