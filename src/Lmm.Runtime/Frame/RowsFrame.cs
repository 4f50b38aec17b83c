using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Lmm.Kernels;

namespace Lmm.Frame;

/// <summary>Makes a frame of rows by the public properties and fields of their type, which reflection finds.</summary>
internal static class RowsFrame
{
    /// <summary>Why trimming may take away what is needed.</summary>
    public const string Reason = "The members of the row type are found by reflection; models that are checked at build time need none.";

    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance;

    /// <summary>Makes a frame; members of types that formulas cannot use are passed over.</summary>
    [RequiresUnreferencedCode(Reason)]
    public static ModelFrame Of<T>(IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        T[] known = [.. rows.StoppedBy(cancellationToken)];
        int missing = Array.FindIndex(known, row => row is null);
        if (missing >= 0)
        {
            throw new ArgumentException($"Row {missing + 1} is null; leave it out.", nameof(rows));
        }

        Type[] types = typeof(T).IsInterface ? [typeof(T), .. typeof(T).GetInterfaces()] : [typeof(T)];
        IEnumerable<FrameColumn> properties = types
            .SelectMany(type => type.GetProperties(Members))
            .Where(property => property.GetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0 && RowMember.IsUsable(property.PropertyType))
            .DistinctBy(property => property.Name)
            .Select(property => RowMember.Column(property, property.PropertyType, Attributes(property), Stoppable.Convert(known, row => property.GetValue(row), cancellationToken), cancellationToken));
        IEnumerable<FrameColumn> fields = typeof(T).GetFields(Members)
            .Where(field => RowMember.IsUsable(field.FieldType))
            .DistinctBy(field => field.Name)
            .Select(field => RowMember.Column(field, field.FieldType, [.. field.GetCustomAttributes()], Stoppable.Convert(known, row => field.GetValue(row), cancellationToken), cancellationToken));
        return new ModelFrame(properties.Concat(fields));
    }

    // As at build time, the attributes of the constructor's parameter that a property comes from count too.
    [RequiresUnreferencedCode(Reason)]
    private static Attribute[] Attributes(PropertyInfo property)
        => [.. Attribute.GetCustomAttributes(property, inherit: true), .. property.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.Name == property.Name && parameter.ParameterType == property.PropertyType)
            .SelectMany(parameter => parameter.GetCustomAttributes())];
}
