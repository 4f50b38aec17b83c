namespace Lmm;

/// <summary>How a picture is written as SVG.</summary>
public sealed record SvgOptions
{
    /// <summary>The options that are taken where none are given.</summary>
    public static SvgOptions Default { get; } = new();

    /// <summary>
    /// What the ids of the picture start with, a letter and then letters, digits, hyphens and underscores; null for one that is made of the picture's content. Pictures of one
    /// page of HTML need different ones.
    /// </summary>
    public string? IdPrefix { get; init; }

    /// <summary>The colours. A page may set its own by the CSS variables <c>--lmm-paper</c>, <c>--lmm-ink</c> and so on.</summary>
    public ColorScheme Scheme { get; init; } = ColorScheme.Automatic;
}
