namespace Lmm.Cli.Pictures;

/// <summary>The kinds of pictures, and how each is drawn.</summary>
internal static class PlotKinds
{
    /// <summary>The usual number of refits, but for a bootstrap.</summary>
    public const int UsualDraws = 100;

    private const int UsualBootstrap = 1000;

    private static readonly string[] WithDraws = ["qq", "checks", "bootstrap"];

    private static readonly string[] WithBy = ["effects", "groups"];

    private static readonly string[] WithoutOf = ["checks", "scale"];

    private static readonly string[] WithManyOf = ["forest", "effects", "profile", "bootstrap"];

    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["forest", "caterpillar", "shrinkage", "residuals", "scale", "qq", "effects", "groups", "profile", "bootstrap", "influence", "checks"];

    /// <summary>Refuses options that are not of the kind.</summary>
    /// <exception cref="InputException">One is not; the message says of which it is.</exception>
    public static void Check(PlotWish wish)
    {
        if (wish.HasDraws && !WithDraws.Contains(wish.Kind))
        {
            throw new InputException($"--draws and --seed are of --kind {string.Join(", ", WithDraws)}; leave them out");
        }

        if (wish.By is not null && !WithBy.Contains(wish.Kind))
        {
            throw new InputException($"--by is of --kind {string.Join(", ", WithBy)}; leave it out");
        }

        if (wish.Of.Count > 0 && WithoutOf.Contains(wish.Kind))
        {
            throw new InputException($"--kind {wish.Kind} is of the whole model; leave --of out");
        }

        if (wish.Of.Count > 1 && !WithManyOf.Contains(wish.Kind))
        {
            throw new InputException($"--kind {wish.Kind} is of one name, and --of has {wish.Of.Count}; name one");
        }

        if (wish.Kind == "effects" && wish.Of.Count == 0)
        {
            throw new InputException("--kind effects needs --of: the factors whose means are drawn, or the covariate of a curve");
        }
    }

    /// <summary>Draws the picture.</summary>
    /// <exception cref="InputException">The model has no random effects, and the picture is of them.</exception>
    public static Picture Draw(PlotWish wish, ModelFit fit, CancellationToken cancellationToken)
    {
        string? of = wish.Of.Count > 0 ? wish.Of[0] : null;
        IReadOnlyList<string>? all = wish.Of.Count > 0 ? wish.Of : null;
        return wish.Kind switch
        {
            "forest" => Plot.Forest(fit, all, wish.Options),
            "caterpillar" => Plot.Caterpillar(Mixed(fit, wish.Kind), Grouping(fit, of), wish.Options),
            "shrinkage" => Plot.Shrinkage(Mixed(fit, wish.Kind), Grouping(fit, of), wish.Options),
            "residuals" => of is null ? Plot.Residuals(fit, wish.Options) : Plot.Residuals(fit, of, wish.Options),
            "scale" => Plot.ScaleLocation(fit, wish.Options),
            "qq" => of is null ? Plot.ResidualQuantiles(fit, wish.Draws ?? UsualDraws, wish.Seed, wish.Options) : Plot.ModeQuantiles(Mixed(fit, wish.Kind), of, wish.Options),
            "effects" => Effects(wish, fit),
            "groups" => Plot.Groups(Mixed(fit, wish.Kind), Grouping(fit, of), wish.By, options: wish.Options),
            "profile" => Plot.Profile(fit, all, wish.Options, cancellationToken),
            "bootstrap" => Plot.Bootstrap(fit.Intervals.Resample(wish.Draws ?? UsualBootstrap, wish.Seed, cancellationToken: cancellationToken), all, wish.Options),
            "influence" => of is null ? Plot.Influence(fit, wish.Options) : Plot.Influence(fit.Influence.By(of, cancellationToken: cancellationToken), wish.Options),
            _ => Plot.Checks(fit, wish.Draws ?? UsualDraws, wish.Seed, wish.Options),
        };
    }

    private static Picture Effects(PlotWish wish, ModelFit fit)
        => wish.Of.Count == 1 && fit.MarginalMeans.Covariates.Contains(wish.Of[0]) ? Plot.Curves(fit, wish.Of[0], wish.By, wish.Options)
            : wish.Of.Count == 1 && wish.By is { } by ? Plot.Interaction(fit, wish.Of[0], by, wish.Options)
            : Plot.Means(fit.MarginalMeans.Of(wish.Of, wish.By is null ? [] : [wish.By]), options: wish.Options);

    private static string Grouping(ModelFit fit, string? of) => of ?? ((LinearMixedModelFit)fit).GroupingFactors[0].Grouping;

    private static LinearMixedModelFit Mixed(ModelFit fit, string kind)
        => fit as LinearMixedModelFit ?? throw new InputException($"--kind {kind} is of random effects, and the formula has none; draw another kind, or add a random term such as (1 | g)");
}
