using Microsoft.CodeAnalysis;

namespace Lmm.Tests.Shared;

/// <summary>What the projects that tests compile have besides their sources.</summary>
internal static class StudyProject
{
    /// <summary>What implicit usings give a project, and the product's namespace.</summary>
    public const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using Lmm;";

    /// <summary>The rows for which the examples of docs/diagnostics are written.</summary>
    public const string PageRows = """
        public enum Genotype { WT, CSB }
        public record Row(
            double Rt, double Age, int Days, double Dose, double DOSE, double Weight, Genotype Genotype, bool Passed, [Factor] int Block,
            string Subject, string Item, Guid Session, Uri Link);

        """;

    /// <summary>The framework and the product.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Lmm.Runtime.dll" or "Lmm.Formula.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
