using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lmm.Formula.Binding;
using Lmm.Formula.Comparison;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lmm.Generators.Analyzers;

/// <summary>Reports comparisons of generated fits that their formulas show to be meaningless.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComparisonAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ComparisonRules.All.Select(Descriptors.Of).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var models = new ConcurrentDictionary<ITypeSymbol, FittedModel?>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(
                operation => Analyze(operation, fit => fit.Type is null ? null : models.GetOrAdd(fit.Type, type => FittedModel.Of(type, operation.Compilation))),
                OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, Func<IOperation, FittedModel?> modelOf)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsComparison(call.TargetMethod))
        {
            return;
        }

        foreach ((IOperation reduced, IOperation full) in Fits(call))
        {
            if (modelOf(reduced) is { } reducedModel && modelOf(full) is { } fullModel && Fault(reduced, reducedModel, full, fullModel, context.CancellationToken) is { } fault)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(fault.Rule), call.Syntax.GetLocation(), [.. fault.Arguments]));
            }
        }
    }

    private static bool IsComparison(IMethodSymbol method)
        => method is { Name: "Compare", ContainingType: { Name: "LikelihoodRatioTest" or "FTest", ContainingNamespace: { Name: "Lmm", ContainingNamespace.IsGlobalNamespace: true } } };

    private static IEnumerable<(IOperation Reduced, IOperation Full)> Fits(IInvocationOperation call)
        => Argument(call, "reduced") is { } reduced && Argument(call, "full") is { } full ? [(reduced, full)] : [];

    private static IOperation? Argument(IInvocationOperation call, string parameter)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) is { } found ? EstimationReader.Unwrap(found.Value) : null;

    private static DeclarationFault? Fault(IOperation reduced, FittedModel reducedModel, IOperation full, FittedModel fullModel, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(reducedModel.Row, fullModel.Row))
        {
            return Of(ComparisonRules.DifferentRows, reducedModel.Name, TypeNames.ForMessages(reducedModel.Row), fullModel.Name, TypeNames.ForMessages(fullModel.Row));
        }

        ModelNesting nesting = ModelNesting.Of(reducedModel.Spec, fullModel.Spec);
        if (!nesting.HaveSameResponse || !nesting.HaveSameWeights)
        {
            return Of(ComparisonRules.DifferentResponses, reducedModel.Name, Response(reducedModel.Spec), fullModel.Name, Response(fullModel.Spec));
        }

        if (nesting.Missing.Count > 0 || nesting.AreEqual)
        {
            return Of(ComparisonRules.NotNested, reducedModel.Name, fullModel.Name, Explain(nesting, fullModel.Name));
        }

        string[] reml = [.. new[] { (Fit: reduced, Model: reducedModel), (Fit: full, Model: fullModel) }.Where(pair => EstimationReader.IsReml(pair.Fit, cancellationToken)).Select(pair => $"'{pair.Model.Name}'")];
        return reml.Length == 0 || nesting.HaveSameFixedEffects
            ? null
            : Of(ComparisonRules.RemlOfDifferentFixedEffects, string.Join(" and ", reml) + (reml.Length == 1 ? " is fitted" : " are fitted"), Terms(nesting.AddedFixedEffects));
    }

    private static string Explain(ModelNesting nesting, string full)
        => nesting.AreEqual ? "both are the same model"
            : nesting.Added.Count == 0 ? $"it is the larger one, by {Terms(nesting.Missing)}; pass the reduced model first, then the full one"
            : $"it has {Terms(nesting.Missing)}, which '{full}' lacks; compare their AIC or BIC instead, or add the terms to '{full}'";

    private static string Terms(IEnumerable<string> terms) => string.Join(", ", terms.Select(term => $"'{term}'"));

    private static string Response(ModelSpec spec)
    {
        string offsets = string.Concat(spec.Offsets.Select(offset => $" with offset({offset.Label})"));
        return $"'{spec.Response.Label}'{offsets}{(spec.Weights is { } weights ? $" weighted by '{spec.Variables[weights].Name}'" : "")}";
    }

    private static DeclarationFault Of(FormulaRule rule, params string[] arguments) => new(rule, FaultPlace.Elsewhere, new(arguments));
}
