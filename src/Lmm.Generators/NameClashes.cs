using System.Globalization;
using Lmm.Formula;
using Lmm.Generators.Declarations;

namespace Lmm.Generators;

/// <summary>Names of generated types that are claimed more than once in a compilation.</summary>
/// <param name="Duplicates">Names claimed more than once.</param>
/// <param name="Homographs">Names that differ from another only in upper and lower case; names of files must differ in more.</param>
internal sealed record NameClashes(EquatableArray<string> Duplicates, EquatableArray<string> Homographs)
{
    /// <summary>Finds the clashes among the names of all models and results.</summary>
    public static NameClashes Among(IReadOnlyList<string> names)
    {
        var duplicates = new List<string>();
        var homographs = new List<string>();
        foreach (IGrouping<string, string> alike in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()))
        {
            duplicates.AddRange(alike.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key));
            homographs.AddRange(alike.Distinct(StringComparer.Ordinal));
        }

        return new NameClashes(duplicates.ToEquatableArray(), homographs.ToEquatableArray());
    }

    /// <summary>True when the model's name or its result's is claimed by another model too.</summary>
    public bool AreDuplicate(ModelDeclaration model)
        => Duplicates.Count > 0 && (Duplicates.Contains(model.FullName) || Duplicates.Contains(model.FullFitName));

    /// <summary>The name of the file of what has that name.</summary>
    public string HintName(string name)
    {
        if (!Homographs.Contains(name))
        {
            return name + ".g.cs";
        }

        // One bit per letter tells the names apart, and does not change when other models come and go.
        string cases = string.Concat(name.Select(letter => char.IsUpper(letter) ? '1' : '0'));
        return $"{name}.{cases.ToString(CultureInfo.InvariantCulture)}.g.cs";
    }
}
