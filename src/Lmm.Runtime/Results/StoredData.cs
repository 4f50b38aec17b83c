using Lmm.Crossing;
using Lmm.Means;

namespace Lmm.Results;

/// <summary>What a fit without rows has of its data in their place: one that was loaded, or whose rows stayed in a database.</summary>
/// <param name="Cases">What the rows have taught, without them; null for a fit from cross-products.</param>
/// <param name="Terms">The terms of its formula; null where it has none.</param>
/// <param name="Grid">The reference grid; throws what speaks against it; null where there are no terms.</param>
/// <param name="Residuals">What a summary prints of the residuals; null for a fit from cross-products.</param>
/// <param name="Digest">What it may be compared by; null for a fit from cross-products.</param>
/// <param name="Contents">The file that it came from; null for none.</param>
internal sealed record StoredData(CompleteCases? Cases, ModelTerms? Terms, Lazy<ReferenceGrid>? Grid, ResidualSummary? Residuals, DataDigest? Digest, SavedContents? Contents)
{
    /// <summary>The rows that stand for others, as they were summed; null where nothing has all of them.</summary>
    public RepresentedDesign? Formed { get; init; }

    /// <summary>The design of the rows that stand for others, with the response of these; null where nothing has all of them.</summary>
    public ModelDesign? Represented => field ??= Formed?.Rows(CancellationToken.None).ResponseMovedBy(Formed.Centre);

    /// <summary>What rows became that stayed in a database or passed in a stream; null where none did.</summary>
    public CellReport? Cells { get; init; }

    /// <summary>What rows that stand for others have taught; of the others nothing else is known.</summary>
    /// <param name="formed">Their design, or designs.</param>
    /// <param name="report">How the others became these.</param>
    public static StoredData Of(RepresentedDesign formed, CellReport? report)
    {
        ModelDesign design = formed.Outline(CancellationToken.None);
        CompleteCases rows = design.Rows;
        CompleteCases taught = new(formed.Margins?.Taught ?? rows.Taught) { ModelName = rows.ModelName, Formula = rows.Formula };
        ModelTerms? known = formed.Margins?.Terms ?? design.Terms;
        Lazy<ReferenceGrid>? grid = known is { } terms ? new(() => ReferenceGrid.OfRepresented(terms.Spec, rows, taught)) : null;
        return new StoredData(taught, known, grid, Residuals: null, Digest: null, Contents: null)
        {
            Cells = report,
            Formed = formed.Margins is null ? formed : null,
        };
    }
}
