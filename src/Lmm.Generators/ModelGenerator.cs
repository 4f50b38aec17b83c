using System.Collections.Immutable;
using System.Text;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;
using Lmm.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Generators;

/// <summary>
/// Emits for every <c>[Model]</c> attribute a builder of its design, an entry point to fit it and a typed result, and for every row type what its
/// models share. It reports nothing: the analyzer does. For a model with an error it emits a stub, so that the error is the only one: entry points, and the
/// members of all terms that bind.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // ForAttributeWithMetadataName would bind the attributes of every type anew at every keystroke.
        IncrementalValuesProvider<ModelDeclaration> models = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 },
                static (found, _) => (TypeDeclarationSyntax)found.Node)
            .Combine(context.CompilationProvider)
            .SelectMany(static (found, cancellationToken) => ModelCache.Of(found.Left, found.Right, cancellationToken))
            .WithTrackingName(StepNames.Models);

        IncrementalValueProvider<NameClashes> clashes = models
            .SelectMany(static (model, _) => ImmutableArray.Create(model.FullName, model.FullFitName))
            .Collect()
            .Select(static (names, _) => NameClashes.Among(names))
            .WithTrackingName(StepNames.NameClashes);

        IncrementalValuesProvider<ModelSource> specs = models
            .SelectMany(static (model, _) => Bind(model))
            .WithTrackingName(StepNames.Specs);

        // An edit of a formula ends at the row type, which is what it was.
        IncrementalValuesProvider<GeneratedCode> rowSources = specs
            .Select(static (model, _) => model.Declaration.Row)
            .WithTrackingName(StepNames.Rows)
            .Collect()
            .SelectMany(static (rows, _) => Distinct(rows))
            .Select(static (row, _) => new GeneratedCode(row.Source.FullName, row.HintName, RowEmitter.Emit(row.Source)))
            .WithTrackingName(StepNames.RowSources);

        IncrementalValuesProvider<GeneratedCode> sources = specs
            .Combine(clashes)
            .SelectMany(static (pair, _) => Emit(pair.Left, pair.Right))
            .WithTrackingName(StepNames.Sources);

        IncrementalValuesProvider<GeneratedFile> files = sources
            .Collect()
            .Combine(rowSources.Collect())
            .SelectMany(static (all, _) => GeneratedFile.Of(all.Left.AddRange(all.Right)))
            .WithTrackingName(StepNames.Files);

        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }

    private static ImmutableArray<ModelSource> Bind(ModelDeclaration model)
    {
        if (!model.HasPlace)
        {
            return ImmutableArray<ModelSource>.Empty;
        }

        // A text that is too long for a formula is too long for a stub.
        BoundFormula bound = ModelBinding.Bind(model);
        if (bound.Diagnostics.Any(static diagnostic => diagnostic.Rule == FormulaRules.TooLarge))
        {
            return ImmutableArray<ModelSource>.Empty;
        }

        return ImmutableArray.Create(new ModelSource(model, bound.Outline, bound.IsMixed, IsStub: bound.Spec is null || model.Faults.Count > 0));
    }

    private static ImmutableArray<(RowSource Source, string HintName)> Distinct(ImmutableArray<RowType> rows)
    {
        RowSource[] sources = [.. rows.Distinct().Select(row => new RowSource(row)).GroupBy(source => source.Name).Select(same => same.First())];
        NameClashes clashes = NameClashes.Among([.. sources.Select(source => source.FullName)]);
        return sources.Select(source => (source, clashes.HintName(source.FullName))).ToImmutableArray();
    }

    private static ImmutableArray<GeneratedCode> Emit(ModelSource model, NameClashes clashes)
        => clashes.AreDuplicate(model.Declaration)
            ? ImmutableArray<GeneratedCode>.Empty
            : ImmutableArray.Create(new GeneratedCode(model.Declaration.FullName, clashes.HintName(model.Declaration.FullName), ModelEmitter.Emit(model)));
}
