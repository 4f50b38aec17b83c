namespace Lmm.Package.Tests;

/// <summary>A fresh project in an empty folder outside the repository.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-consumer-").FullName;

    private Consumer(string references, string properties, string imports = "", string sdk = "Microsoft.NET.Sdk", string output = "<OutputType>Exe</OutputType>") => File.WriteAllText(
        Path.Combine(_folder, "Consumer.csproj"),
        $"""
        <Project Sdk="{sdk}">
          {imports}
          <PropertyGroup>
            {output}
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {references}
          </ItemGroup>
        </Project>
        """);

    public static Consumer OfPackage(PackedPackage package, string properties = "") => new(
        $"""<PackageReference Include="Lmm" Version="{package.Version}" />""",
        $"<RestoreAdditionalProjectSources>{package.Folder}</RestoreAdditionalProjectSources>{properties}");

    public static Consumer OfProjects() => new(
        $"""
        <ProjectReference Include="{Repository.Root}src/Lmm.Runtime/Lmm.Runtime.csproj" />
        <ProjectReference Include="{Repository.Root}src/Lmm.Generators/Lmm.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
        """,
        "");

    public static Consumer OfImport() => new("", "", $"""<Import Project="{Repository.Root}build/Lmm.props" />""");

    /// <summary>A program for browsers, on WebAssembly.</summary>
    public static Consumer ForBrowsers() => new(
        """<PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly" Version="10.0.12" />""",
        "<InvariantGlobalization>true</InvariantGlobalization><WarningsNotAsErrors>NU1603</WarningsNotAsErrors>",
        $"""<Import Project="{Repository.Root}build/Lmm.props" />""",
        "Microsoft.NET.Sdk.BlazorWebAssembly",
        output: "");

    public Consumer With(string file, string text)
    {
        File.WriteAllText(Path.Combine(_folder, file), text);
        return this;
    }

    public Task<(int ExitCode, string Output)> Build() => Command.DotNet(_folder, "build", "-c", Repository.Configuration);

    /// <summary>The assemblies that compiler and editor are given as analyzers.</summary>
    public Task<(int ExitCode, string Output)> Analyzers()
        => Command.DotNet(_folder, "build", "-c", Repository.Configuration, "-t:ResolveReferences", "-getItem:Analyzer");

    /// <summary>Publishes the project and runs the program, without the <c>dotnet</c> command.</summary>
    public async Task<(int ExitCode, string Output)> PublishAndRun()
    {
        string program = Path.Combine(_folder, "published");
        (int exitCode, string output) = await Command.DotNet(_folder, "publish", "-c", Repository.Configuration, "-o", program);
        return exitCode == 0 && !output.Contains("warning", StringComparison.Ordinal)
            ? await Command.Run(Path.Combine(program, "Consumer"), _folder)
            : (Math.Max(exitCode, 1), output);
    }

    public Task<(int ExitCode, string Output)> Run() => Command.DotNet(_folder, "run", "--no-build", "-c", Repository.Configuration);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
