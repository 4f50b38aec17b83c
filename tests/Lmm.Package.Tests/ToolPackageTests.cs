using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Lmm.Package.Tests;

/// <summary>The tool's packages: what is installed from them runs, and the native program says what the managed one says, to the byte.</summary>
public sealed class ToolPackageTests(InstalledTool tool) : IClassFixture<InstalledTool>
{
    private const string Sleepstudy = "Reaction ~ Days + (Days | Subject)";

    public static TheoryData<int, string[]> CommandLines => new()
    {
        { 0, ["fit", "sleepstudy.csv", Sleepstudy] },
        { 0, ["fit", "sleepstudy.csv", Sleepstudy, "--ml", "--json"] },
        { 0, ["fit", "sleepstudy.csv", "Reaction ~ Days", "--json"] },
        { 0, ["fit", "sleepstudy.csv", "Reaction ~ poly(Days, 2) + ns(Days, 3) + (Days || Subject)", "--json", "--where", "Days > 1"] },
        { 0, ["fit", "sleepstudy.csv", Sleepstudy, "--format", "markdown"] },
        { 0, ["fit", "sleepstudy.csv", Sleepstudy, "--format", "html"] },
        { 0, ["fit", "sleepstudy.csv", Sleepstudy, "--format", "latex"] },
        { 0, ["fit", "sleepstudy.csv", Sleepstudy, "--format", "csv"] },
        { 0, ["fit", "Penicillin.csv", "diameter ~ 1 + (1 | plate) + (1 | sample)", "--json"] },
        { 0, ["fit", "Machines.csv", "score ~ Machine + (Machine | Worker)", "--json", "--contrast", "Machine=sum"] },
        { 0, ["fit", "InstEval.csv", "y ~ service + (1 | s) + (1 | d)", "--json", "--factor", "service"] },
        { 1, ["fit", "Dyestuff2.csv", "Yield ~ 1 + (1 | Batch)", "--strict"] },
        { 2, ["fit", "sleepstudy.csv", "Reaction ~ Dys + (Days | Subject"] },
        { 2, ["fit", "sleepstudy.csv", "Reaction ~"] },
        { 2, ["fit", "sleepstudy.csv", "log(Days) ~ 1"] },
        { 2, ["fit", "no such file.csv", Sleepstudy] },
        { 2, ["fit", "sleepstudy.csv", Sleepstudy, "--where", "Days >"] },
        { 2, ["fit", "sleepstudy.csv", Sleepstudy, "--encoding", "nonesuch"] },
        { 2, ["fit", "sleepstudy.csv", Sleepstudy, "--jsn"] },
        { 3, ["fit", "sleepstudy.csv", Sleepstudy, "--max-evaluations", "3"] },
        { 0, ["check", Sleepstudy] },
        { 2, ["check", "Reaction ~ Days + (Dys | Subject)", "sleepstudy.csv"] },
        { 2, ["check", "Reaction ~ Days + (Dys | Subject)", "sleepstudy.csv", "--json"] },
        { 0, ["compare", "sleepstudy.csv", Sleepstudy, "Reaction ~ 1 + (1 | Subject)"] },
        { 0, ["compare", "sleepstudy.csv", Sleepstudy, "Reaction ~ 1 + (1 | Subject)", "Reaction ~ Days + (1 | Subject)", "--json"] },
        { 0, ["data", "cake.csv"] },
        { 0, ["data", "cake.csv", "--json"] },
        { 0, ["modes", "sleepstudy.csv", Sleepstudy] },
        { 0, ["modes", "sleepstudy.csv", Sleepstudy, "--json"] },
        { 0, ["augment", "sleepstudy.csv", Sleepstudy] },
        { 0, ["--help"] },
        { 0, ["fit", "--help"] },
        { 0, ["--version"] },
    };

    [NativeTheory]
    [MemberData(nameof(CommandLines))]
    public async Task The_native_tool_says_what_the_managed_one_says(int exitCode, string[] arguments)
    {
        Outcome managed = await tool.RunManaged(arguments);

        Assert.Equal(exitCode, managed.ExitCode);
        Assert.NotEqual("", managed.Output + managed.Error);
        Assert.Equal(managed, await tool.RunNative(arguments));
    }

    [NativeFact]
    public async Task Both_tools_write_the_same_project()
    {
        Assert.Equal(await Scaffold(tool.RunManaged), await Scaffold(tool.RunNative));

        static async Task<string> Scaffold(Func<string[], Task<Outcome>> run)
        {
            string folder = Directory.CreateTempSubdirectory("lmm-scaffold-").FullName;
            try
            {
                Outcome outcome = await run(["scaffold", "sleepstudy.csv", Sleepstudy, "-o", folder]);
                Assert.True(outcome.ExitCode == 0, outcome.Error);
                string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
                Assert.Equal(3, files.Length);
                return string.Concat(files.Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file)));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [NativeFact]
    public async Task Both_tools_read_standard_input_and_stop_when_they_are_told_to_terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const string FromStandardInput = """ "$0/lmm" data - < sleepstudy.csv """;

        // Opening the pipe waits until the tool opens it too, so that it is at work by then.
        const string Terminated =
            """
            pipe=$(mktemp -u) && mkfifo $pipe || exit 1
            "$0/lmm" fit $pipe 'y ~ x' 2> $pipe.err &
            exec 3> $pipe
            printf 'y,x\n1,2\n' >&3
            kill -TERM $!
            wait $!
            code=$?
            sed "s:$pipe:PIPE:" $pipe.err >&2
            rm $pipe $pipe.err
            exit $code
            """;
        foreach (string folder in new[] { tool.ManagedFolder, tool.NativeFolder })
        {
            Outcome read = await Shell(FromStandardInput, folder);
            Assert.StartsWith("-: 180 rows, 3 columns", read.Output, StringComparison.Ordinal);
            Assert.Equal(new Outcome(143, "", "stopped while reading PIPE; nothing was done before that.\n"), await Shell(Terminated, folder));
        }

        static Task<Outcome> Shell(string script, string folder)
            => Command.RunApart("sh", InstalledTool.Data, new Dictionary<string, string>(), "-c", script, folder);
    }

    [Fact]
    public async Task The_managed_tool_is_installed_where_no_native_one_fits()
    {
        // lme4 1.1-31, REMLcrit(): 1743.628.
        Outcome outcome = await tool.RunManaged("fit", "sleepstudy.csv", Sleepstudy);
        Assert.Contains("REML criterion at convergence: 1743.6\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Lmm.Runtime.dll", Files(tool.ManagedFolder));
    }

    [NativeFact]
    public void The_native_package_has_the_program_and_the_library_of_SQLite()
    {
        using ZipArchive archive = ZipFile.OpenRead(Directory.EnumerateFiles(tool.Packages, $"Lmm.Cli.{RuntimeInformation.RuntimeIdentifier}.*.nupkg").Single());
        string program = OperatingSystem.IsWindows() ? "Lmm.Cli.exe" : "Lmm.Cli";
        string sqlite = OperatingSystem.IsWindows() ? "e_sqlite3.dll" : OperatingSystem.IsMacOS() ? "libe_sqlite3.dylib" : "libe_sqlite3.so";
        Assert.Equal(
            ["DotnetToolSettings.xml", program, sqlite],
            archive.Entries.Where(entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Lmm.Runtime.dll", Files(tool.NativeFolder));
    }

    [Fact]
    public void Every_package_of_the_tool_says_where_it_comes_from()
    {
        string[] packages = [.. Directory.EnumerateFiles(tool.Packages, "*.nupkg")];
        Assert.NotEmpty(packages);
        Assert.All(packages, package => PackageMetadata.ShouldBeComplete(new PackageFile(package)));
    }

    private static IEnumerable<string?> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName);
}
