using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Lmm.Columns;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Frame;

/// <summary>Makes a column of the values of a property or field, by its type and attributes, as the generator reads them.</summary>
internal static class RowMember
{
    /// <summary>True for types that formulas can use.</summary>
    public static bool IsUsable(Type type) => KindOf(Nullable.GetUnderlyingType(type) ?? type) != ValueKind.Other;

    /// <summary>Makes a column; of an enum the levels are all that it declares.</summary>
    /// <param name="member">The property or field.</param>
    /// <param name="type">Its type.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="values">Its values by row.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    [RequiresUnreferencedCode(RowsFrame.Reason)]
    public static FrameColumn Column(MemberInfo member, Type type, Attribute[] attributes, object?[] values, CancellationToken cancellationToken)
    {
        string name = attributes.OfType<VariableAttribute>().FirstOrDefault()?.Name ?? member.Name;
        FrameColumn column = Plain(name, Nullable.GetUnderlyingType(type) ?? type, values.StoppedBy(cancellationToken), cancellationToken);
        if (attributes.OfType<LevelsAttribute>().FirstOrDefault() is { } levels)
        {
            column = column.WithLevels(levels.Levels);
        }

        if (attributes.OfType<FactorAttribute>().FirstOrDefault() is { } factor)
        {
            column = factor.Ordered ? column.AsOrdered() : column.AsFactor();
        }

        return Contrasts([.. attributes.OfType<ContrastAttribute>()]) is { } contrasts ? column.WithContrast(contrasts) : column;
    }

    private static ValueKind KindOf(Type type) => ValueKinds.Of(type.FullName, type.IsEnum);

    [RequiresUnreferencedCode(RowsFrame.Reason)]
    private static FrameColumn Plain(string name, Type type, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        ValueKind kind = KindOf(type);
        return kind switch
        {
            ValueKind.Double or ValueKind.Real => FrameColumn.Numeric(name, values.Select(ValueColumn.ToDouble)),
            ValueKind.Integer => Integer(name, values),
            ValueKind.Boolean => FrameColumn.Boolean(name, values.Select(value => (bool?)value)),
            ValueKind.Enumeration => Enumeration(name, type, values, cancellationToken),
            _ => CategoricalColumn.Encode(
                new VariableDeclaration(name, name, ValueKinds.VariableTypeOf(kind), kind == ValueKind.Key ? type.Name : "string"),
                values.Select(value => value is null ? null : LevelLabel.Of(value)),
                cancellationToken: cancellationToken),
        };
    }

    // Whole numbers of 64 bits and more may not fit a long.
    private static FrameColumn Integer(string name, IEnumerable<object?> values) => values.All(FitsLong)
        ? FrameColumn.Integer(name, values.Select(value => value is null ? (long?)null : long.Parse(LevelLabel.Of(value), CultureInfo.InvariantCulture)))
        : FrameColumn.Numeric(name, values.Select(ValueColumn.ToDouble));

    // The levels stand in the order of the enum's declaration, in which reflection gives its fields.
    [RequiresUnreferencedCode(RowsFrame.Reason)]
    private static FrameColumn Enumeration(string name, Type type, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        (object Value, string Name)[] known = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .GroupBy(field => field.GetValue(null)!)
            .Select(aliases => (aliases.Key, aliases.First().Name))];
        Dictionary<object, string> labelOfValue = known.ToDictionary(level => level.Value, level => level.Name);
        string?[] labels = [.. values.Select(value => value is null ? null : labelOfValue.GetValueOrDefault(value) ?? LevelLabel.Of(value))];
        return CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Enumeration, type.Name), labels, cancellationToken: cancellationToken).WithLevels(known.Select(level => level.Name));
    }

    private static bool FitsLong(object? value) => value is null || long.TryParse(LevelLabel.Of(value), CultureInfo.InvariantCulture, out _);

    private static FactorContrasts? Contrasts(ContrastAttribute[] attributes)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Coding is not null) is { } coded)
        {
            return coded.Coding!.Value;
        }

        return attributes.Length == 0
            ? null
            : new CustomContrasts(attributes.Select(attribute => new ContrastColumn(attribute.Name!, attribute.Weights.ToEquatableArray())).ToEquatableArray());
    }
}
