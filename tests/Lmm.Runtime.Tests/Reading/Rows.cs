using System.Diagnostics.CodeAnalysis;

namespace Lmm.Tests.Reading;

[SuppressMessage("Design", "CA1069:Enums values should not be duplicated", Justification = "Files may have the alias.")]
public enum Dose
{
    Low = 1,
    High = 2,
    Top = 2,
    @None = -3,
}

/// <summary>A positional record with every type that can be read, each as it is and nullable.</summary>
[Model("number ~ real + (1 | text)", Name = "EverythingModel")]
public sealed record Everything(
    double Number,
    float Real,
    Half Narrow,
    decimal Exact,
    sbyte Tiny,
    ulong Huge,
    Int128 Wider,
    bool Truth,
    Dose Dose,
    string Text,
    char Letter,
    Guid Key,
    DateOnly Date,
    DateTime Time,
    double? MaybeNumber,
    float? MaybeReal,
    decimal? MaybeExact,
    int? MaybeWhole,
    bool? MaybeTruth,
    Dose? MaybeDose,
    string? MaybeText,
    char? MaybeLetter,
    Guid? MaybeKey,
    DateOnly? MaybeDate);

/// <summary>A class with a constructor, members of every way of being set, and another name for one.</summary>
[Model("y ~ x + (1 | `the group`)", Name = "MixedBagModel")]
public sealed class MixedBag(double y)
{
    public double Y { get; } = y;

    public required double X { get; init; }

    [Variable("the group")]
    public string Group { get; set; } = "";

    public string Site { get; set; } = "north";

    public int? Initial { get; init; }

    public int Field = 7;

    public double Twice => 2 * X;
}

public static partial class Outer
{
    [Model("y ~ x", Name = "PointModel")]
    public struct Point
    {
        public double Y;

        public int X { get; set; }
    }
}
