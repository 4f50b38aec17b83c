using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lmm.Generators.Analyzers;

/// <summary>Reports fits of rows in databases and streams, and residuals of rows that come again, whose models need all rows at once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PassingRowsAnalyzer : DiagnosticAnalyzer
{
    private const string Engine = "no engine can subtract it before it has summed them";
    private const string Stream = "a stream has passed by then";
    private const string Again = "rows that come one after the other do not know it";

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["FitIn"] = Engine,
        ["FitInAsync"] = Engine,
        ["FitManyIn"] = Engine,
        ["FitManyInAsync"] = Engine,
        ["ShowSql"] = Engine,
        ["FitStream"] = Stream,
        ["FitStreamAsync"] = Stream,
        ["ResidualsOf"] = Again,
        ["ResidualsOfAsync"] = Again,
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.Of(PassingRowsRules.LearnedResponse));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var models = new ConcurrentDictionary<INamedTypeSymbol, FittedModel?>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(
                operation => Analyze(operation, type => models.GetOrAdd(type, model => FittedModel.OfModelClass(model, operation.Compilation))),
                OperationKind.Invocation,
                OperationKind.MethodReference);
        });
    }

    private static void Analyze(OperationAnalysisContext context, Func<INamedTypeSymbol, FittedModel?> modelOf)
    {
        IMethodSymbol method = context.Operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)context.Operation).Method;
        if (!method.IsStatic || !Reasons.TryGetValue(method.Name, out string? reason) || modelOf(method.ContainingType) is not { } model)
        {
            return;
        }

        IEnumerable<ColumnExpression> subtracted = reason == Again ? [model.Spec.Response] : [model.Spec.Response, .. model.Spec.Offsets];
        if (subtracted.FirstOrDefault(column => column.Learns) is { } learning)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(PassingRowsRules.LearnedResponse), NameOf(context.Operation.Syntax).GetLocation(), learning.Label, model.Name, reason));
        }
    }

    private static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax call => NameOf(call.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        _ => syntax,
    };
}
