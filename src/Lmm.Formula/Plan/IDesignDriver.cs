using Lmm.Formula.Binding;

namespace Lmm.Formula.Plan;

/// <summary>Takes the steps of a design: makes the calls of the run-time library, or writes them.</summary>
/// <typeparam name="TNumber">A numeric column, or the code for one.</typeparam>
/// <typeparam name="TFactor">A factor, or the code for one.</typeparam>
/// <typeparam name="TPart">A part of a term, or the code for one.</typeparam>
internal interface IDesignDriver<TNumber, TFactor, TPart>
{
    /// <summary>The numeric variable of that name.</summary>
    TNumber Variable(string name);

    /// <summary>A column computed row by row, under its label.</summary>
    TNumber Compute(ColumnExpression column);

    /// <summary>The factor of that name.</summary>
    TFactor Factor(string name);

    /// <summary>The factor whose levels are the values of a number.</summary>
    TFactor FactorOf(TNumber column);

    /// <summary>The factor with the levels FALSE and TRUE that a column of zeros and ones stands for.</summary>
    TFactor TruthOf(TNumber column);

    /// <summary>The factor whose levels are the combinations of several.</summary>
    TFactor Cross(string name, IReadOnlyList<TFactor> factors);

    /// <summary>A factor under the name that the formula gives it.</summary>
    TFactor Rename(TFactor factor, string label);

    /// <summary>A factor with a level put first.</summary>
    TFactor Relevel(TFactor factor, string reference);

    /// <summary>A numeric column as part of a term.</summary>
    TPart Number(TNumber column);

    /// <summary>The columns that a transform makes of a number.</summary>
    TPart Basis(BasisComponent basis, TNumber argument);

    /// <summary>A factor by contrasts.</summary>
    TPart Contrasts(TFactor factor, FactorContrasts contrasts);

    /// <summary>A factor by full indicators.</summary>
    TPart Indicators(TFactor factor);

    /// <summary>Sets the response where there is one; it is asked for then only.</summary>
    void Response(Func<TNumber> response);

    /// <summary>Sets the prior weights unless the rows are to be predicted; they are asked for then only.</summary>
    void Weights(Func<TNumber> weights);

    /// <summary>Adds an offset.</summary>
    void Offset(TNumber offset);

    /// <summary>Adds a fixed-effects term.</summary>
    void Term(PlannedTerm<TPart> term);

    /// <summary>Adds a random-effects term.</summary>
    void Random(TFactor grouping, CovarianceStructure covariance, IReadOnlyList<PlannedTerm<TPart>> terms);
}

/// <summary>A term of a design.</summary>
/// <param name="Label">The term's label.</param>
/// <param name="Parts">Its parts in order; none for the intercept.</param>
internal sealed record PlannedTerm<TPart>(string Label, IReadOnlyList<TPart> Parts)
{
    /// <summary>True for the column of ones.</summary>
    public bool IsIntercept => Parts.Count == 0;
}
