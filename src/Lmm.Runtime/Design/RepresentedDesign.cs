namespace Lmm.Design;

/// <summary>A design whose rows stand for others.</summary>
/// <param name="Design">The design; of several, the first of <paramref name="Margins"/>.</param>
/// <param name="Centre">What was subtracted from its response, for the column of ones to take up.</param>
/// <param name="Margins">The designs that together have all terms; null where one has them.</param>
internal sealed record RepresentedDesign(ModelDesign Design, double Centre, DesignMargins? Margins = null)
{
    /// <summary>The names and counts of the model.</summary>
    public ModelShape Shape => Margins?.Shape ?? Design.Shape;

    /// <summary>The designs that together have all terms of a model.</summary>
    /// <param name="margins">The designs, those with X and the response first.</param>
    /// <param name="pairs">How grouping factors meet that are together in none of them.</param>
    /// <param name="terms">The terms of the model.</param>
    /// <param name="centre">What was subtracted from the response, for the column of ones to take up.</param>
    /// <exception cref="ModelException">The model has more parameters than a search can end with.</exception>
    public static RepresentedDesign Of(MarginalDesign[] margins, PairSums[] pairs, ModelTerms terms, double centre)
    {
        DesignMargins all = new(margins, pairs, terms);
        DesignChecks.ParametersAreAffordable(all.Shape);
        return new RepresentedDesign(margins[0].Design, centre, all);
    }
}
