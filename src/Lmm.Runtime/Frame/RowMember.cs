using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Lmm.Columns;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Frame;

/// <summary>Makes a column of the values of a property or field, by its type and attributes, as the generator reads them.</summary>
internal static class RowMember
{
    private static readonly HashSet<Type> Continuous = [typeof(double), typeof(float), typeof(decimal), typeof(Half)];
    private static readonly HashSet<Type> Whole =
        [typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(nint), typeof(nuint), typeof(Int128), typeof(UInt128)];
    private static readonly HashSet<Type> Text = [typeof(bool), typeof(string), typeof(char), typeof(Guid), typeof(DateOnly), typeof(DateTime)];

    /// <summary>True for types that formulas can use.</summary>
    public static bool IsUsable(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsEnum || Continuous.Contains(value) || Whole.Contains(value) || Text.Contains(value);
    }

    /// <summary>Makes a column; of an enum the levels are all that it declares.</summary>
    /// <param name="member">The property or field.</param>
    /// <param name="type">Its type.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="values">Its values by row.</param>
    [RequiresUnreferencedCode(RowsFrame.Reason)]
    public static FrameColumn Column(MemberInfo member, Type type, Attribute[] attributes, object?[] values)
    {
        string name = attributes.OfType<VariableAttribute>().FirstOrDefault()?.Name ?? member.Name;
        FrameColumn column = Plain(name, Nullable.GetUnderlyingType(type) ?? type, values);
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

    [RequiresUnreferencedCode(RowsFrame.Reason)]
    private static FrameColumn Plain(string name, Type type, object?[] values)
    {
        if (type.IsEnum)
        {
            return Enumeration(name, type, values);
        }

        if (Continuous.Contains(type))
        {
            return FrameColumn.Numeric(name, values.Select(ValueColumn.ToDouble));
        }

        // Whole numbers of 64 bits and more may not fit a long.
        return Whole.Contains(type) && !values.All(FitsLong)
            ? FrameColumn.Numeric(name, values.Select(ValueColumn.ToDouble))
            : Whole.Contains(type)
                ? FrameColumn.Integer(name, values.Select(value => value is null ? (long?)null : long.Parse(LevelLabel.Of(value), CultureInfo.InvariantCulture)))
                : type == typeof(bool)
                    ? FrameColumn.Boolean(name, values.Select(value => (bool?)value))
                    : FrameColumn.Text(name, values.Select(value => value is null ? null : LevelLabel.Of(value)));
    }

    // The levels stand in the order of the enum's declaration, in which reflection gives its fields.
    [RequiresUnreferencedCode(RowsFrame.Reason)]
    private static FrameColumn Enumeration(string name, Type type, object?[] values)
    {
        (object Value, string Name)[] known = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .GroupBy(field => field.GetValue(null)!)
            .Select(aliases => (aliases.Key, aliases.First().Name))];
        Dictionary<object, string> labelOfValue = known.ToDictionary(level => level.Value, level => level.Name);
        string?[] labels = [.. values.Select(value => value is null ? null : labelOfValue.GetValueOrDefault(value) ?? LevelLabel.Of(value))];
        return CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Enumeration, type.Name), labels).WithLevels(known.Select(level => level.Name));
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
