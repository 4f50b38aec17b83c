using System.Globalization;
using Lmm.Faults;

namespace Lmm;

/// <summary>The size and the title of a picture, and the level of its intervals.</summary>
public sealed record PlotOptions
{
    private const double Largest = 4000;

    /// <summary>The options that are taken where none are given.</summary>
    public static PlotOptions Default { get; } = new();

    /// <summary>The width, in pixels of CSS; from 320 to 4,000.</summary>
    public double Width { get; init; } = 680;

    /// <summary>The height of what is within the axes, in pixels of CSS, from 80 to 4,000; null for one that suits the picture.</summary>
    public double? Height { get; init; }

    /// <summary>The title; null for one that says what is shown, empty for none.</summary>
    public string? Title { get; init; }

    /// <summary>The level of confidence intervals, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The number of points above which a picture has hexagons, shaded by how many points are in each, in place of the points.</summary>
    public int MostPoints { get; init; } = 4000;

    /// <summary>The options, if they can be met.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size, the level or the number of points is out of range.</exception>
    internal PlotOptions Checked()
    {
        Size(Width, 320, nameof(Width));
        Size(Height ?? 80, 80, nameof(Height));
        Allowed.Level(Level);
        Allowed.AtLeast(0, MostPoints);
        return this;
    }

    private static void Size(double value, double least, string name)
    {
        if (!(value >= least && value <= Largest))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be between {least} and {Largest} pixels."));
        }
    }
}
