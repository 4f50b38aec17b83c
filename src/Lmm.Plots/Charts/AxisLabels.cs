using Lmm.Plots.Scales;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Ticks of an axis with their labels, as many as there is room for.</summary>
/// <param name="Places">Where they are, in the axis's numbers.</param>
/// <param name="Texts">The labels.</param>
internal sealed record AxisLabels(double[] Places, string[] Texts)
{
    /// <summary>The size of the font, in pixels.</summary>
    public const double Size = 11;

    private const double Gap = 10;
    private const double LineHeight = 13;
    private const double Apart = 3;

    // What labels may reach beyond the ends of an axis.
    private const double Beyond = 20;

    // An axis that is no higher has two numbers.
    private const double Low = 80;

    /// <summary>The widest label, in pixels.</summary>
    public double Width => Texts.Length == 0 ? 0 : Texts.Max(static text => AdvanceWidths.Of(text, Size));

    /// <summary>The labels of a horizontal axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="length">Its length, in pixels.</param>
    public static AxisLabels Across(Axis axis, double length)
    {
        if (axis.Names is { } names)
        {
            double slot = length / Math.Max(names.Count, 1);
            double widest = names.Count == 0 ? 0 : names.Max(static name => AdvanceWidths.Of(LabelText.Line(LabelText.Name(name)), Size));
            int stride = widest + Gap <= slot ? 1 : (int)Math.Ceiling(Math.Min(widest + Gap, 60) / slot);
            return OfNames(names, stride, (stride * slot) - Gap);
        }

        for (int wanted = Math.Max(2, (int)(length / 60)); ; wanted--)
        {
            AxisLabels labels = OfNumbers(axis.Domain, wanted);
            if (wanted == 2 || labels.Texts.Sum(static text => AdvanceWidths.Of(text, Size) + Gap) <= length)
            {
                return labels.Cleared(axis.Domain, length);
            }
        }
    }

    /// <summary>The labels of a vertical axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="length">Its length, in pixels.</param>
    /// <param name="room">The room for names to its left, in pixels.</param>
    public static AxisLabels Down(Axis axis, double length, double room)
    {
        if (axis.Names is { } names)
        {
            double slot = length / Math.Max(names.Count, 1);
            return OfNames(names, slot >= LineHeight - 1 ? 1 : (int)Math.Ceiling(LineHeight / slot), room);
        }

        return OfNumbers(axis.Domain, Math.Clamp((int)(length / 38), length < Low ? 2 : 3, 9));
    }

    // Labels that would lie on the one before, or reach far beyond the axis, are left out; their ticks stay.
    private AxisLabels Cleared(Domain domain, double length)
    {
        string[] texts = [.. Texts];
        double end = -Beyond;
        for (int i = 0; i < texts.Length; i++)
        {
            double half = AdvanceWidths.Of(texts[i], Size) / 2;
            double at = domain.Share(Places[i]) * length;
            if (at - half < end || at + half > length + Beyond)
            {
                texts[i] = "";
            }
            else
            {
                end = at + half + Apart;
            }
        }

        return this with { Texts = texts };
    }

    private static AxisLabels OfNumbers(Domain domain, int wanted)
    {
        Ticks ticks = Ticks.Within(domain.Low, domain.High, wanted);
        return new(ticks.Values, NumberLabel.OfTicks(ticks.Values, ticks.Step));
    }

    private static AxisLabels OfNames(IReadOnlyList<string> names, int stride, double room)
    {
        int[] shown = [.. Enumerable.Range(0, names.Count).Where(index => index % stride == 0)];
        return new([.. shown.Select(static index => (double)index)], [.. shown.Select(index => LabelText.Fitted(LabelText.Name(names[index]), Size, room))]);
    }
}
