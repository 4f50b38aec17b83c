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
    /// <summary>The comparison of models that need not be nested.</summary>
    private const string InformationCriteria = "ModelComparison";

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

        bool isNested = call.TargetMethod.ContainingType.Name != InformationCriteria;
        if (Argument(call, "reduced") is { } reduced && Argument(call, "full") is { } full)
        {
            Report(context, Compared(reduced, modelOf), Compared(full, modelOf), isNested, call.Syntax);
        }
        else if (Argument(call, "models") is { } list)
        {
            AnalyzeList(context, list, isNested, modelOf);
        }
    }

    // A list is compared in the order of size, so that of any two of its models one must contain the other.
    private static void AnalyzeList(OperationAnalysisContext context, IOperation list, bool isNested, Func<IOperation, FittedModel?> modelOf)
    {
        (ComparedFit Fit, SyntaxNode Syntax)[] fits = [.. list.DescendantsAndSelf()
            .OfType<ITupleOperation>()
            .Where(tuple => tuple.Elements.Length == 2)
            .Select(tuple => (Compared(EstimationReader.Unwrap(tuple.Elements[1]), modelOf), tuple.Syntax))
            .Where(pair => pair.Item1 is not null)
            .Select(pair => (pair.Item1!, pair.Syntax))];
        for (int i = 1; i < fits.Length; i++)
        {
            // One fault for each model is enough to find it.
            for (int j = 0; j < i; j++)
            {
                bool isSmaller = MissingTerms(fits[j].Fit, fits[i].Fit) > MissingTerms(fits[i].Fit, fits[j].Fit);
                if (isSmaller ? Report(context, fits[i].Fit, fits[j].Fit, isNested, fits[i].Syntax) : Report(context, fits[j].Fit, fits[i].Fit, isNested, fits[i].Syntax))
                {
                    break;
                }
            }
        }
    }

    private static int MissingTerms(ComparedFit reduced, ComparedFit full) => ModelNesting.Of(reduced.Model.Spec, full.Model.Spec).Missing.Count;

    private static ComparedFit? Compared(IOperation fit, Func<IOperation, FittedModel?> modelOf) => modelOf(fit) is { } model ? new ComparedFit(fit, model) : null;

    private static bool Report(OperationAnalysisContext context, ComparedFit? reduced, ComparedFit? full, bool isNested, SyntaxNode at)
    {
        if (reduced is null || full is null || Fault(reduced, full, isNested, context.CancellationToken) is not { } fault)
        {
            return false;
        }

        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(fault.Rule), at.GetLocation(), [.. fault.Arguments]));
        return true;
    }

    private static bool IsComparison(IMethodSymbol method)
        => method is { Name: "Compare", ContainingType.Name: "LikelihoodRatioTest" or "FTest" or "ParametricBootstrapTest" } or { Name: "Of", ContainingType.Name: InformationCriteria }
            && method is { ContainingType: { ContainingNamespace: { Name: "Lmm", ContainingNamespace.IsGlobalNamespace: true } } };

    private static IOperation? Argument(IInvocationOperation call, string parameter)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) is { } found ? EstimationReader.Unwrap(found.Value) : null;

    private static DeclarationFault? Fault(ComparedFit reduced, ComparedFit full, bool isNested, CancellationToken cancellationToken)
    {
        (FittedModel reducedModel, FittedModel fullModel) = (reduced.Model, full.Model);
        if (!SymbolEqualityComparer.Default.Equals(reducedModel.Row, fullModel.Row))
        {
            return Of(ComparisonRules.DifferentRows, reducedModel.Name, TypeNames.ForMessages(reducedModel.Row), fullModel.Name, TypeNames.ForMessages(fullModel.Row));
        }

        ModelNesting nesting = ModelNesting.Of(reducedModel.Spec, fullModel.Spec);
        if (!nesting.HaveSameResponse || !nesting.HaveSameWeights)
        {
            return Of(ComparisonRules.DifferentResponses, reducedModel.Name, Response(reducedModel.Spec), fullModel.Name, Response(fullModel.Spec));
        }

        if (isNested && (nesting.Missing.Count > 0 || nesting.AreEqual))
        {
            return Of(ComparisonRules.NotNested, reducedModel.Name, fullModel.Name, Explain(nesting, fullModel.Name));
        }

        string[] reml = [.. new[] { reduced, full }.Where(fit => EstimationReader.IsReml(fit.Fit, cancellationToken)).Select(fit => $"'{fit.Model.Name}'")];
        string[] different = [.. nesting.AddedFixedEffects.Concat(isNested ? [] : ModelNesting.Of(fullModel.Spec, reducedModel.Spec).AddedFixedEffects)];
        return reml.Length == 0 || different.Length == 0
            ? null
            : Of(ComparisonRules.RemlOfDifferentFixedEffects, string.Join(" and ", reml) + (reml.Length == 1 ? " is fitted" : " are fitted"), Terms(different));
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

    /// <summary>A fit that is compared.</summary>
    /// <param name="Fit">The expression of the fit.</param>
    /// <param name="Model">The model that it is a fit of.</param>
    private sealed record ComparedFit(IOperation Fit, FittedModel Model);
}
