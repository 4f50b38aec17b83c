using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Lmm.Generators.Tests;

/// <summary>The examples of a page of docs/: one program, in the order of the page.</summary>
/// <param name="Types">The blocks that declare types.</param>
/// <param name="Steps">The blocks of statements, each with the text that stands below it as what it prints; empty where none does.</param>
internal sealed partial record DocumentedCode(IReadOnlyList<string> Types, IReadOnlyList<(string Code, string Output)> Steps)
{
    // What separates the outputs of two blocks.
    private const char Mark = '\u0001';

    public static DocumentedCode Of(string page)
    {
        List<string> types = [];
        List<(string Code, string Output)> steps = [];
        foreach (Match block in Block().Matches(File.ReadAllText(InRepository("docs", page)).ReplaceLineEndings("\n")))
        {
            string code = block.Groups["code"].Value;
            if (Declaration().IsMatch(code))
            {
                types.Add(code);
            }
            else
            {
                steps.Add((code, block.Groups["output"].Value));
            }
        }

        return new DocumentedCode(types, steps);
    }

    /// <summary>Compiles the page without a warning and runs it; what each block of statements prints.</summary>
    public IReadOnlyList<string> Run()
    {
        string data = InRepository("tests", "Lmm.Runtime.Tests", "Data");

        // The examples write to the console and read from their folder, as programs do.
        string result = Steps.Any(step => step.Code.Contains("await ", StringComparison.Ordinal)) ? "async System.Threading.Tasks.Task" : "void";
        var program = new StringBuilder($"using System.IO;\npublic static class Examples\n{{\npublic static {result} Run(System.IO.TextWriter Console)\n{{\n");
        foreach ((string code, _) in Steps)
        {
            program.Append(DataFile().Replace(code, file => $"@\"{Path.Combine(data, file.Groups[1].Value)}\""));
            program.Append(CultureInfo.InvariantCulture, $"Console.Write('\\u{(int)Mark:x4}');\n");
        }

        GeneratorRun run = GeneratorRun.Of([.. Types, program.Append("}\n}\n").ToString()]);
        run.ShouldBeClean(models: Types.Sum(type => Declaration().Count(type)));
        using var image = new MemoryStream();
        Assert.True(run.Compilation.Emit(image).Success);
        using var output = new StringWriter { NewLine = "\n" };
        (Assembly.Load(image.ToArray()).GetType("Examples")!.GetMethod("Run")!.Invoke(null, [output]) as Task)?.GetAwaiter().GetResult();
        return output.ToString().ReplaceLineEndings("\n").Replace(data + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Split(Mark)[..^1];
    }

    private static string InRepository(params string[] path) => Path.Combine([Root(), .. path]);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("""^```csharp\n(?<code>(?:(?!```).*\n)*)```\n(?:\n```text\n(?<output>(?:(?!```).*\n)*)```\n)?""", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("""^\[Model\(""", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("\"(\\w+\\.csv)\"")]
    private static partial Regex DataFile();
}
