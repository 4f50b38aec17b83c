using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Analyzers;

/// <summary>The model that a generated result is a fit of.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Row">The type of its rows.</param>
/// <param name="Spec">Its formula, bound to them.</param>
internal sealed record FittedModel(string Name, ITypeSymbol Row, ModelSpec Spec)
{
    /// <summary>Finds the model of a result by its type; null for types that are no generated results.</summary>
    public static FittedModel? Of(ITypeSymbol? fit, Compilation compilation)
    {
        if (fit is not INamedTypeSymbol { IsGenericType: false } named || !NameClash.IsGenerated(named))
        {
            return null;
        }

        // The model's class is beside its result, and its Fit has the rows for a parameter.
        foreach (INamedTypeSymbol modelClass in Neighbours(named))
        {
            string qualified = PlacementReader.Beside(modelClass).Qualify(modelClass.Name);
            ITypeSymbol? row = modelClass.GetMembers("Fit").OfType<IMethodSymbol>()
                .Where(method => SymbolEqualityComparer.Default.Equals(method.ReturnType, named) && method.Parameters.Length > 0)
                .Select(method => (method.Parameters[0].Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault())
                .FirstOrDefault();
            ModelDeclaration? model = new[] { modelClass, row as INamedTypeSymbol }
                .SelectMany(target => target is null ? [] : DeclaredOn(target, isModelClass: SymbolEqualityComparer.Default.Equals(target, modelClass), compilation))
                .FirstOrDefault(declared => declared.FullName == qualified);
            if (model is not null && ModelBinding.Bind(model).Spec is { } spec)
            {
                return new FittedModel(modelClass.Name, row!, spec);
            }
        }

        return null;
    }

    /// <summary>Finds the model of a class by what its Fit returns; null for types that are no models.</summary>
    public static FittedModel? OfModelClass(INamedTypeSymbol modelClass, Compilation compilation)
        => modelClass.GetMembers("Fit").OfType<IMethodSymbol>().Select(method => Of(method.ReturnType, compilation)).FirstOrDefault(model => model?.Name == modelClass.Name);

    // [Model<TRow>] is on the model's class, [Model] on its rows.
    private static IEnumerable<ModelDeclaration> DeclaredOn(INamedTypeSymbol target, bool isModelClass, Compilation compilation)
        => ModelReader.Read(
            target,
            target.GetAttributes().Where(attribute => LmmAttributes.IsModel(attribute.AttributeClass) && attribute.AttributeClass!.IsGenericType == isModelClass),
            compilation);

    private static IEnumerable<INamedTypeSymbol> Neighbours(INamedTypeSymbol fit)
    {
        const string Suffix = "Fit";
        string stem = fit.Name.EndsWith(Suffix, StringComparison.Ordinal) ? fit.Name.Substring(0, fit.Name.Length - Suffix.Length) : fit.Name;
        return new[] { ModelNames.Default(stem), stem }.SelectMany(name => fit.ContainingType is { } container
            ? container.GetTypeMembers(name, 0)
            : fit.ContainingNamespace.GetTypeMembers(name, 0));
    }
}
