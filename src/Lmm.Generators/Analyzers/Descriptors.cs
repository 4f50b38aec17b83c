using System.Collections.Immutable;
using System.Reflection;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Analyzers;

/// <summary>The rules as the compiler knows them: one descriptor each.</summary>
internal static class Descriptors
{
    // The pages of this version, as the build names them.
    private static readonly string Pages = typeof(Descriptors).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "DocumentsUrl").Value + "docs/diagnostics/";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        FormulaRules.All.Concat(DeclarationRules.All).Concat(ComparisonRules.All).Concat(PassingRowsRules.All).ToImmutableDictionary(rule => rule.Id, Create);

    /// <summary>All descriptors, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        ById.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(FormulaRule rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(FormulaRule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        category: "Lmm",
        rule.Severity switch
        {
            FormulaSeverity.Error => DiagnosticSeverity.Error,
            FormulaSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: rule.Severity != FormulaSeverity.Information,
        helpLinkUri: $"{Pages}{rule.Id}.md");
}
