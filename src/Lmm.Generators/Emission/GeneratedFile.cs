using System.Collections.Immutable;
using System.Globalization;
using Lmm.Formula;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>What is generated for one model.</summary>
/// <param name="FullName">The model's name with namespace and containing types.</param>
/// <param name="HintName">The name of the file that it has for itself.</param>
/// <param name="Text">The code.</param>
internal sealed record GeneratedModel(string FullName, string HintName, string Text);

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Models">The code of the models in it.</param>
internal sealed record GeneratedFile(string HintName, EquatableArray<string> Models)
{
    /// <summary>
    /// The most files that are written. The compiler compares the names of all files with each other at every keystroke,
    /// which costs milliseconds for a thousand; so beyond this number models share files.
    /// </summary>
    public const int Most = 256;

    /// <summary>The whole text.</summary>
    public string Text => ModelEmitter.Header + string.Concat(Models);

    /// <summary>The files for some models: one each, unless there are too many.</summary>
    public static ImmutableArray<GeneratedFile> Of(ImmutableArray<GeneratedModel> models)
    {
        if (models.Length <= Most)
        {
            return models.Select(model => new GeneratedFile(model.HintName, new(model.Text))).ToImmutableArray();
        }

        // The name alone says which file it is, so that a model that comes or goes changes one file.
        var files = new List<string>?[Most];
        foreach (GeneratedModel model in models)
        {
            (files[Fingerprint.Empty.Add(model.FullName).Value % Most] ??= []).Add(model.Text);
        }

        return files
            .Select((texts, number) => (Texts: texts, Name: number.ToString("D3", CultureInfo.InvariantCulture) + ".Models.g.cs"))
            .Where(file => file.Texts is not null)
            .Select(file => new GeneratedFile(file.Name, file.Texts!.ToEquatableArray()))
            .ToImmutableArray();
    }
}
