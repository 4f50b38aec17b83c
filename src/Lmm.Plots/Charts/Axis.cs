using Lmm.Plots.Scales;

namespace Lmm.Plots.Charts;

/// <summary>An axis: numbers, or names one beside the other.</summary>
internal sealed class Axis
{
    private Axis(string label, Domain domain, IReadOnlyList<string>? names, bool isTopDown)
        => (Label, Domain, Names, IsTopDown) = (label, domain, names, isTopDown);

    /// <summary>What is along the axis; empty for none.</summary>
    public string Label { get; }

    /// <summary>The numbers that it shows; names stand at 0, 1, 2 and so on.</summary>
    public Domain Domain { get; }

    /// <summary>The names; null for numbers.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Whether the first name is at the top of a vertical axis.</summary>
    public bool IsTopDown { get; }

    /// <summary>Whether ticks have their numbers.</summary>
    public bool HasNumbers { get; private init; } = true;

    /// <summary>An axis of numbers.</summary>
    /// <param name="label">What they are.</param>
    /// <param name="domain">Which it shows.</param>
    /// <param name="hasNumbers">Whether ticks have their numbers.</param>
    public static Axis Of(string label, Domain domain, bool hasNumbers = true) => new(label, domain, null, isTopDown: false) { HasNumbers = hasNumbers };

    /// <summary>An axis of numbers around values.</summary>
    /// <param name="label">What they are.</param>
    /// <param name="values">The values; those that are not finite are left out.</param>
    public static Axis Around(string label, params IEnumerable<double> values) => Of(label, Domain.Around(values));

    /// <summary>A vertical axis of names, the first at the top.</summary>
    /// <param name="label">What they are.</param>
    /// <param name="names">The names.</param>
    /// <param name="hasNumbers">Whether they are written.</param>
    public static Axis Down(string label, IReadOnlyList<string> names, bool hasNumbers = true)
        => new(label, Slots(names.Count), names, isTopDown: true) { HasNumbers = hasNumbers };

    /// <summary>A horizontal axis of names.</summary>
    public static Axis Across(string label, IReadOnlyList<string> names) => new(label, Slots(names.Count), names, isTopDown: false);

    private static Domain Slots(int count) => new(-0.5, Math.Max(count, 1) - 0.5);
}
