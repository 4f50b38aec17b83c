using System.Collections.Immutable;
using System.Globalization;
using Lmm.Formula;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>What is generated for one model or one row type.</summary>
/// <param name="FullName">Its name with namespace and containing types.</param>
/// <param name="HintName">The name of the file that it has for itself.</param>
/// <param name="Text">The code.</param>
internal sealed record GeneratedCode(string FullName, string HintName, string Text);

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Parts">The code in it.</param>
internal sealed record GeneratedFile(string HintName, EquatableArray<string> Parts)
{
    /// <summary>
    /// The most files that are written. The compiler compares the names of all files with each other at every keystroke,
    /// which costs milliseconds for a thousand; so beyond this number models and row types share files.
    /// </summary>
    public const int Most = 256;

    /// <summary>The whole text.</summary>
    public string Text => ModelEmitter.Header + string.Concat(Parts);

    /// <summary>The files for some code: one each, unless there are too many.</summary>
    public static ImmutableArray<GeneratedFile> Of(ImmutableArray<GeneratedCode> parts)
    {
        if (parts.Length <= Most)
        {
            return parts.Select(part => new GeneratedFile(part.HintName, new(part.Text))).ToImmutableArray();
        }

        // The name alone says which file it is, so that a model that comes or goes changes one file.
        var files = new List<string>?[Most];
        foreach (GeneratedCode part in parts)
        {
            (files[Fingerprint.Empty.Add(part.FullName).Value % Most] ??= []).Add(part.Text);
        }

        return files
            .Select((texts, number) => (Texts: texts, Name: number.ToString("D3", CultureInfo.InvariantCulture) + ".Models.g.cs"))
            .Where(file => file.Texts is not null)
            .Select(file => new GeneratedFile(file.Name, file.Texts!.ToEquatableArray()))
            .ToImmutableArray();
    }
}
