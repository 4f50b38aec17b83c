using System.Collections.Immutable;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Analyzers;

/// <summary>Reports what of a hand-written part of a generated class does not go with it, where it stands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.Of(DeclarationRules.PartDoesNotFit));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var claims = new Lazy<NameClaims>(() => new NameClaims(start.Compilation));
            start.RegisterSymbolAction(symbol => Analyze(symbol, claims), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<NameClaims> claims)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Arity > 0 || type.IsFileLocal || !HandWrittenPart.IsPartial(type))
        {
            return;
        }

        TypeDeclarationSyntax[] parts = [.. type.DeclaringSyntaxReferences.Select(reference => (TypeDeclarationSyntax)reference.GetSyntax(context.CancellationToken))];
        TypeDeclarationSyntax? generated = NameClash.IsGenerated(type) ? Array.Find(parts, NameClash.IsGenerated) : null;
        PartShape? shape = generated is null ? claims.Value.ShapeOf(type, context.CancellationToken) : PartShape.Of(generated);
        if (shape is null)
        {
            return;
        }

        foreach (TypeDeclarationSyntax part in parts.Where(part => part != generated))
        {
            // Where nothing is generated, members have nothing to go with yet.
            IEnumerable<PartFault> faults = PartFault.OfHead(part, shape.Value, type);
            foreach (PartFault fault in generated is null ? faults : [.. faults, .. PartFault.OfMembers(part, shape.Value), .. PartFault.OfNames(part, generated, type)])
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(DeclarationRules.PartDoesNotFit), fault.At.GetLocation(), type.Name, shape.Value.ToString(), fault.Cure));
            }
        }
    }
}
