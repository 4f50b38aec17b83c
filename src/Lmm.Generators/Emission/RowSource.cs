using System.Globalization;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>A row type ready to be emitted: what its models share.</summary>
/// <param name="Row">The row type.</param>
internal sealed record RowSource(RowType Row)
{
    /// <summary>The namespace of the generated classes of row types.</summary>
    public const string Namespace = "Lmm.GeneratedRows";

    private const string Global = "global::";

    // A row type outside namespaces may be called Reader, as a method of the class is.
    private const string OfNoNamespace = "_";

    /// <summary>The name of the generated class, without its namespace: no two row types have the same.</summary>
    public string Name
    {
        get
        {
            string type = Row.TypeName.StartsWith(Global, StringComparison.Ordinal) ? Row.TypeName.Substring(Global.Length) : Row.TypeName;
            return type.All(char.IsLetterOrDigit) ? type + OfNoNamespace
                : type.All(character => char.IsLetterOrDigit(character) || character == '.') ? type.Replace('.', '_')
                : new string([.. type.Select(character => char.IsLetterOrDigit(character) ? character : '_')]) + Distinction;
        }
    }

    /// <summary>The class as code names it.</summary>
    public string ClassName => $"{Global}{Namespace}.{TypeNames.Escape(Name)}";

    /// <summary>The class with its namespace.</summary>
    public string FullName => $"{Namespace}.{Name}";

    // No part of a plain name starts with a digit. Generic types of one name can differ in what may be null, and so in their code.
    private string Distinction => "_0" + Fingerprint.Empty.Add(Row.TypeName).Add(RowEmitter.Members(Row)).Value.ToString("x16", CultureInfo.InvariantCulture);
}
