using System.Globalization;

namespace Lmm.Printing;

/// <summary>Distinct names for terms that share a grouping factor, as R's <c>make.names</c> makes them: Subject, Subject.1.</summary>
internal static class UniqueNames
{
    /// <summary>The names themselves when they are distinct, else syntactic names with repeated ones numbered.</summary>
    public static string[] Of(string[] names)
    {
        if (names.Distinct().Count() == names.Length)
        {
            return names;
        }

        string[] unique = [.. names.Select(SyntacticName)];
        HashSet<string> taken = [.. unique];
        HashSet<string> seen = [];
        for (int i = 0; i < unique.Length; i++)
        {
            if (!seen.Add(unique[i]))
            {
                unique[i] = Numbered(unique[i], taken);
            }
        }

        return unique;
    }

    private static string Numbered(string name, HashSet<string> taken)
    {
        int number = 0;
        string numbered;
        do
        {
            number++;
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
        }
        while (!taken.Add(numbered));
        return numbered;
    }

    private static string SyntacticName(string name)
    {
        string text = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' ? letter : '.'));
        bool startsWell = char.IsLetter(name[0]) || (name[0] == '.' && !(name.Length > 1 && char.IsDigit(name[1])));
        return startsWell ? text : "X" + text;
    }
}
