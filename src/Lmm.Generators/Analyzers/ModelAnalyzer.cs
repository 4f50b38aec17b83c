using System.Collections.Immutable;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;
using Lmm.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Analyzers;

/// <summary>Reports what is wrong with <c>[Model]</c> attributes, at the characters that are wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // Most compilations have no model, and then no index is made.
            var claims = new Lazy<NameClaims>(() => new NameClaims(start.Compilation));
            var factors = new Lazy<FactorMembers>(() => new FactorMembers(start.Compilation));
            start.RegisterSyntaxNodeAction(node => Analyze(node, claims, factors), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, Lazy<NameClaims> claims, Lazy<FactorMembers> factors)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (ModelReader.Read(syntax, context.SemanticModel, context.CancellationToken) is not { } model)
        {
            return;
        }

        Report(context, syntax, factors.Value.Mark(model, context.CancellationToken));
        if (model.Faults.All(fault => fault.Rule != DeclarationRules.DuplicateModelName))
        {
            ReportDuplicates(context, syntax, model, claims.Value);
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, AttributeSyntax syntax, ModelDeclaration model)
    {
        foreach (DeclarationFault fault in model.Faults.Where(fault => fault.Place != FaultPlace.Elsewhere))
        {
            Report(context, fault, fault.Place == FaultPlace.Name ? AttributeParts.Named(syntax, "Name") : syntax.Name);
        }

        BoundFormula bound = ModelBinding.Bind(model, withRemarks: true);
        if (bound.Diagnostics.Count == 0)
        {
            return;
        }

        ExpressionSyntax formula = AttributeParts.Formula(syntax);
        LiteralMap map = LiteralMapper.Map(formula, model.Formula, context.SemanticModel, context.CancellationToken);
        foreach (FormulaDiagnostic diagnostic in ModelBinding.Explain(bound, model))
        {
            Location location = ModelBinding.IsOfWeights(diagnostic, model)
                ? AttributeParts.Named(syntax, "Weights").GetLocation()
                : Location.Create(syntax.SyntaxTree, map.Locate(diagnostic.Span));
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(diagnostic.Rule),
                location,
                diagnostic.Properties.ToImmutableDictionary(property => property.Key, property => (string?)property.Value),
                [.. diagnostic.Arguments]));
        }
    }

    private static void ReportDuplicates(SyntaxNodeAnalysisContext context, AttributeSyntax syntax, ModelDeclaration model, NameClaims claims)
    {
        foreach (string name in new[] { model.FullName, model.FullFitName })
        {
            if (claims.Rival(name, syntax, context.CancellationToken) is { } rival)
            {
                Report(
                    context,
                    new DeclarationFault(DeclarationRules.DuplicateModelName, FaultPlace.Name, new(name.Substring(name.LastIndexOf('.') + 1), rival)),
                    AttributeParts.Named(syntax, "Name"));
                return;
            }
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, DeclarationFault fault, SyntaxNode at)
        => context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(fault.Rule), at.GetLocation(), [.. fault.Arguments]));
}
