using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lmm.Cli.Tests;

/// <summary>Projects scaffolded from studies with hostile names compile as they are written, and print the numbers that <c>lmm fit</c> prints.</summary>
public sealed partial class HostileStudyTests : IDisposable
{
    private const int Studies = 20;

    // As many of them are run; all are built.
    private const int Runs = 3;

    // One build for all, without what takes time and no compiler sees.
    private static readonly string Build = $"""
        <Project>
          <ItemGroup>
            <Scaffolded Include="project*/*.csproj" />
          </ItemGroup>
          <Target Name="Build">
            <MSBuild Projects="@(Scaffolded)" Targets="Restore" Properties="Phase=Restore" BuildInParallel="true" />
            <MSBuild Projects="@(Scaffolded)" Targets="Build" Properties="Configuration={Repository.Configuration};EnableNETAnalyzers=false;UseAppHost=false;DebugType=none" BuildInParallel="true" />
          </Target>
        </Project>
        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Projects_of_studies_with_hostile_names_build_and_print_the_numbers_of_the_fit()
    {
        Checkout.Write(_workplace, "checkout");
        List<(string Program, string Numbers)> projects = [.. Enumerable.Range(0, Studies).Select(Scaffold)];
        using (Process process = ToolProcess.Start("dotnet", _workplace.Folder, "msbuild", _workplace.Write("all.proj", Build), "-m", "-v:m"))
        {
            Outcome built = await ToolProcess.End(process);
            Assert.True(built.ExitCode == 0, built.Output + built.Error);
        }

        Assert.All(projects, project => Assert.True(File.Exists(project.Program), project.Program));
        foreach ((string program, string numbers) in projects.Where((_, seed) => seed % (Studies / Runs) == 0))
        {
            using Process process = ToolProcess.Start("dotnet", _workplace.Folder, program);
            Outcome ran = await ToolProcess.End(process);
            Assert.Equal((0, "", numbers), (ran.ExitCode, ran.Error, Numbers(ran.Output)));
        }
    }

    // The program that the project will be, and the numbers that it is to print.
    private (string Program, string Numbers) Scaffold(int seed)
    {
        var study = HostileStudy.Of(seed);
        string file = _workplace.Write(Path.Combine($"data{seed}", study.FileName), study.Text);
        Outcome fitted = CommandLine.Run(["fit", file, study.Formula, .. study.Options]);
        Assert.True(fitted.ExitCode == 0, $"{seed}: {fitted.Error}");
        string folder = _workplace.Path($"project{seed}");
        Outcome scaffolded = CommandLine.Run(["scaffold", file, study.Formula, "-o", folder, "--lmm", _workplace.Path("checkout"), .. study.Options]);
        Assert.True(scaffolded.ExitCode == 0, $"{seed}: {scaffolded.Error}");
        string name = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(folder, "*.csproj")));
        return (Path.Combine(folder, "bin", Repository.Configuration, "net10.0", name + ".dll"), Numbers(fitted.Output));
    }

    // What follows the heading, which differs by the name of the result's type. The tool writes hidden characters by their code points.
    private static string Numbers(string output)
    {
        string numbers = output.ReplaceLineEndings("\n");
        numbers = numbers[numbers.IndexOf("\nREML criterion", StringComparison.Ordinal)..];
        return CodePoint().Replace(numbers, point => ((char)int.Parse(point.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    [GeneratedRegex(@"\\u([0-9a-f]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex CodePoint();
}
