using Lmm.Formula;

namespace Lmm.Generators.Declarations;

/// <summary>Where the types generated for a model go.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Containers">The types around them, outermost first.</param>
/// <param name="IsPublic">Whether they are public; they are internal otherwise.</param>
/// <param name="ExtendedClass">The keywords that reopen the class which <c>[Model&lt;TRow&gt;]</c> extends, such as <c>partial class</c>; null for a class of its own.</param>
internal sealed record ModelPlacement(
    string Namespace,
    EquatableArray<ContainingType> Containers,
    bool IsPublic,
    string? ExtendedClass)
{
    /// <summary>The name as code anywhere writes it, whatever else is called so.</summary>
    public string Code(string name)
        => "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + string.Join(".", Containers.Select(container => container.Name).Append(name).Select(TypeNames.Escape));

    /// <summary>The name with namespace and containing types, joined by dots; keywords are not escaped.</summary>
    public string Qualify(string name)
    {
        IEnumerable<string> parts = Containers.Select(container => container.Name).Append(name);
        return string.Join(".", Namespace.Length == 0 ? parts : parts.Prepend(Namespace.Replace("@", "")));
    }
}

/// <summary>A type around a generated type.</summary>
/// <param name="Keywords">The keywords that reopen it, such as <c>partial record struct</c>.</param>
/// <param name="Name">Its name.</param>
internal sealed record ContainingType(string Keywords, string Name);
