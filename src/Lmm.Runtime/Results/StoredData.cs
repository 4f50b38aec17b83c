using Lmm.Means;

namespace Lmm.Results;

/// <summary>What a fit that was loaded has of its data in place of the rows.</summary>
/// <param name="Cases">What the rows have taught, without them; null for a fit from cross-products.</param>
/// <param name="Terms">The terms of its formula; null where it has none.</param>
/// <param name="Grid">The reference grid; null where there are no terms.</param>
/// <param name="Residuals">What a summary prints of the residuals; null for a fit from cross-products.</param>
/// <param name="Digest">What it may be compared by; null for a fit from cross-products.</param>
/// <param name="Contents">The file that it came from.</param>
internal sealed record StoredData(CompleteCases? Cases, ModelTerms? Terms, ReferenceGrid? Grid, ResidualSummary? Residuals, DataDigest? Digest, SavedContents Contents);
