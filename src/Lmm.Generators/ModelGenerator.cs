using System.Collections.Immutable;
using System.Text;
using Lmm.Formula;
using Lmm.Generators.Declarations;
using Lmm.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Generators;

/// <summary>
/// Emits for every <c>[Model]</c> attribute a builder of its design, an entry point to fit it and a typed result. It
/// reports nothing: the analyzer does. For a model with an error it emits nothing, so that its use cannot compile.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelDeclaration> rowModels = Models(context, LmmAttributes.Model, StepNames.RowModels);
        IncrementalValuesProvider<ModelDeclaration> classModels = Models(context, LmmAttributes.ModelOfRow, StepNames.ClassModels);
        IncrementalValueProvider<NameClashes> clashes = Names(rowModels)
            .Combine(Names(classModels))
            .Select(static (names, _) => NameClashes.Among(names.Left.AddRange(names.Right)))
            .WithTrackingName(StepNames.NameClashes);

        Register(context, rowModels, clashes);
        Register(context, classModels, clashes);
    }

    private static IncrementalValuesProvider<ModelDeclaration> Models(IncrementalGeneratorInitializationContext context, string attribute, string step)
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => ModelReader.Read((INamedTypeSymbol)found.TargetSymbol, OfThisPart(found), found.SemanticModel.Compilation).ToEquatableArray())
            .SelectMany(static (models, _) => models)
            .WithTrackingName(step);

    // Each attributed part of a partial type comes here by itself, and must not answer for the other parts' attributes.
    private static IEnumerable<AttributeData> OfThisPart(GeneratorAttributeSyntaxContext found)
        => found.Attributes.Where(attribute
            => attribute.ApplicationSyntaxReference is { } reference
                && reference.SyntaxTree == found.TargetNode.SyntaxTree
                && ((TypeDeclarationSyntax)found.TargetNode).AttributeLists.Span.Contains(reference.Span));

    private static IncrementalValueProvider<ImmutableArray<string>> Names(IncrementalValuesProvider<ModelDeclaration> models)
        => models
            .SelectMany(static (model, _) => ImmutableArray.Create(model.FullName, model.FullFitName))
            .Collect();

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelDeclaration> models,
        IncrementalValueProvider<NameClashes> clashes)
    {
        IncrementalValuesProvider<ModelSource> specs = models
            .Where(static model => model.Faults.Count == 0)
            .Select(static (model, _) => ModelBinding.Bind(model).Spec is { } spec ? new ModelSource(model, spec) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(StepNames.Specs);

        IncrementalValuesProvider<GeneratedFile> sources = specs
            .Combine(clashes)
            .Where(static pair => !pair.Right.AreDuplicate(pair.Left.Declaration))
            .Select(static (pair, _) => new GeneratedFile(pair.Right.HintName(pair.Left.Declaration), ModelEmitter.Emit(pair.Left)))
            .WithTrackingName(StepNames.Sources);

        context.RegisterSourceOutput(sources, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }

    /// <summary>A generated file.</summary>
    private sealed record GeneratedFile(string HintName, string Text);
}
