using System.Collections.Immutable;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Analyzers;

/// <summary>Reports what is wrong with <c>[Levels]</c>, <c>[Factor]</c> and <c>[Contrast]</c> on the members of row types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MemberAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.Of(DeclarationRules.InvalidLevels), Descriptors.Of(DeclarationRules.InvalidFactor), Descriptors.Of(DeclarationRules.InvalidContrast));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var syntax = (AttributeSyntax)context.Node;
        if (LmmAttributes.ClassOf(syntax, context.SemanticModel, context.CancellationToken) is not { } attributeClass)
        {
            return;
        }

        if (LmmAttributes.Is(attributeClass, LmmAttributes.Levels) && MemberOf(syntax, context) is { } leveled && MemberFaults.LevelFault(leveled) is { } levels)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(DeclarationRules.InvalidLevels), AttributeParts.Level(syntax, levels.Index).GetLocation(), leveled.Name, levels.Reason));
        }
        else if (LmmAttributes.Is(attributeClass, LmmAttributes.Factor) && MemberOf(syntax, context) is { } factor && MemberFaults.FactorFault(factor) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(DeclarationRules.InvalidFactor), syntax.Name.GetLocation(), factor.Name, reason));
        }
        else if (LmmAttributes.Is(attributeClass, LmmAttributes.Contrast) && MemberOf(syntax, context) is { } contrasted
            && IsFirst(syntax, LmmAttributes.FindAll(contrasted, LmmAttributes.Contrast)) && ContrastReader.Fault(contrasted) is { } fault)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(DeclarationRules.InvalidContrast), syntax.Name.GetLocation(), contrasted.Name, fault));
        }
    }

    // The columns of a contrast matrix are one declaration with one fault.
    private static bool IsFirst(AttributeSyntax syntax, IReadOnlyList<AttributeData> attributes)
        => attributes.Count > 0 && LmmAttributes.IsAt(attributes[0], syntax);

    // An attribute on the parameter of a primary constructor is one of the property that comes from it.
    private static ISymbol? MemberOf(AttributeSyntax syntax, SyntaxNodeAnalysisContext context)
    {
        SyntaxNode? holder = syntax.Parent?.Parent;
        SyntaxNode? declaration = holder is FieldDeclarationSyntax field ? field.Declaration.Variables.FirstOrDefault() : holder;
        ISymbol? symbol = declaration is null ? null : context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken);
        return symbol switch
        {
            IParameterSymbol { ContainingType: { } type } parameter => type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(),
            IPropertySymbol or IFieldSymbol => symbol,
            _ => null,
        };
    }
}
