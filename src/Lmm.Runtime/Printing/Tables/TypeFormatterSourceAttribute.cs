namespace Lmm.Printing.Tables;

/// <summary>
/// Says how a notebook shows a type. .NET Interactive, and with it Polyglot Notebooks and Jupyter, looks for an attribute of this name on the type of a value, whatever library it is
/// of, and reads its properties by their names; so that results are shown as tables and nothing is depended on.
/// </summary>
/// <param name="formatterSourceType">The type that makes the formatters.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that makes the formatters, with a constructor without parameters and a method <c>CreateTypeFormatters</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The media types that are shown of a value, the first of them where a host shows one.</summary>
    public string[] PreferredMimeTypes { get; } = [NotebookFormatter.Html, NotebookFormatter.PlainText];
}
