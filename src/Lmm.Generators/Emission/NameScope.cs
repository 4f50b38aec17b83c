using System.Text;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>The names of one scope of generated code; none is given twice.</summary>
/// <param name="taken">Names that are in use from the start.</param>
/// <param name="parts">Those of classes that have parts written by hand.</param>
internal sealed class NameScope(IEnumerable<string> taken, params IReadOnlyList<NestedPart> parts)
{
    private readonly HashSet<string> _parts = [.. parts.Select(static part => part.Name)];
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Claims a name, with a suffix where it is taken, and a number where that is taken too.</summary>
    public string Claim(string name, string suffix)
    {
        string claimed = name;
        for (int number = 1; !_taken.Add(claimed); number++)
        {
            claimed = name + suffix + (number == 1 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return claimed;
    }

    /// <summary>Claims a name for a partial class: the part written by hand under that name is one of it.</summary>
    public string ClaimClass(string name, string suffix) => _parts.Remove(name) ? name : Claim(name, suffix);

    /// <summary>The words of a label joined to one identifier, each with an upper-case first letter: <c>log(dose)</c> gives <c>LogDose</c>.</summary>
    public static string Pascal(string label)
    {
        var name = new StringBuilder();
        bool atStart = true;
        foreach (char character in label)
        {
            if (!char.IsLetterOrDigit(character))
            {
                atStart = true;
                continue;
            }

            name.Append(atStart ? char.ToUpperInvariant(character) : character);
            atStart = false;
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    /// <summary>As <see cref="Pascal"/>, with a lower-case first letter.</summary>
    public static string Camel(string label)
    {
        string name = Pascal(label);
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
