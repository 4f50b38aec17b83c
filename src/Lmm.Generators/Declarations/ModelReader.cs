using Lmm.Formula;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>Reads <c>[Model]</c> attributes and the types they are on.</summary>
internal static class ModelReader
{
    /// <summary>Reads the model that an attribute in the source declares; null where it declares none.</summary>
    public static ModelDeclaration? Read(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
        => attribute is { ArgumentList: not null, Parent.Parent: TypeDeclarationSyntax declaration }
            && LmmAttributes.IsModel(LmmAttributes.ClassOf(attribute, model, cancellationToken))
            && model.GetDeclaredSymbol(declaration, cancellationToken) is { } target
                ? Read(target, target.GetAttributes().Where(candidate => LmmAttributes.IsAt(candidate, attribute)), model.Compilation).FirstOrDefault()
                : null;

    /// <summary>Reads the models that some attributes declare on a type.</summary>
    /// <param name="target">The attributed type.</param>
    /// <param name="attributes">Attributes <c>[Model]</c> or <c>[Model&lt;TRow&gt;]</c> of the type, not both.</param>
    /// <param name="compilation">The compilation that the attributes are in.</param>
    public static IEnumerable<ModelDeclaration> Read(INamedTypeSymbol target, IEnumerable<AttributeData> attributes, Compilation compilation)
    {
        foreach (AttributeData attribute in attributes)
        {
            // An attribute without arguments does not compile; the compiler says so.
            if (LmmAttributes.Argument(attribute) is not { } argument)
            {
                continue;
            }

            string formula = argument.Value as string ?? "";
            yield return attribute.AttributeClass is { IsGenericType: true } generic
                ? OnClass(target, formula, attribute, RowReadings.Of(generic.TypeArguments[0], compilation), compilation)
                : OnRow(target, formula, attribute, RowReadings.Of(target, compilation), compilation);
        }
    }

    private static ModelDeclaration OnRow(INamedTypeSymbol target, string formula, AttributeData attribute, RowReading row, Compilation compilation)
    {
        string name = NamedText(attribute, "Name") ?? ModelNames.Default(target.Name);
        var faults = new List<DeclarationFault>();
        if (ModelNames.FaultOf(name) is { } fault)
        {
            faults.Add(new DeclarationFault(DeclarationRules.InvalidModelName, FaultPlace.Name, new(name, fault, ModelNames.Default(target.Name))));
        }

        faults.AddRange(LanguageFaults(compilation));
        faults.AddRange(row.Faults);
        var placement = PlacementReader.Beside(target);
        if (PlacementReader.ContainerNotPartial(target) is { } container && row.Faults.Count == 0)
        {
            faults.Add(new DeclarationFault(DeclarationRules.ContainerNotPartial, FaultPlace.Attribute, new(container)));
        }

        string fitName = ModelNames.Fit(name);
        faults.AddRange(NameClash.Beside(target, name, PartShape.ModelBeside(target)).Concat(NameClash.Beside(target, fitName, PartShape.ResultBeside(target))));
        EquatableArray<NestedPart> modelParts = HandWrittenPart.Nested(target, name);
        if (HandWrittenPart.Members(target, name).FirstOrDefault(member => GeneratedMembers.Contain(member) && !GeneratedMembers.IsPart(member, modelParts)) is { } member)
        {
            faults.Add(new DeclarationFault(DeclarationRules.ModelClassNotExtensible, FaultPlace.Name, new(name, PlacementReader.InTheWay(member))));
        }

        return new ModelDeclaration(name, fitName, formula, NamedText(attribute, "Weights"), placement, row.Row, faults.ToEquatableArray())
        {
            ModelParts = modelParts,
            FitMembers = HandWrittenPart.Members(target, fitName),
            FitParts = HandWrittenPart.Nested(target, fitName),
        };
    }

    private static ModelDeclaration OnClass(INamedTypeSymbol target, string formula, AttributeData attribute, RowReading row, Compilation compilation)
    {
        var faults = row.Faults.Concat(LanguageFaults(compilation)).ToList();
        if (SyntaxFacts.IsValidIdentifier(target.Name) && ModelNames.FaultOf(target.Name) is { } nameFault)
        {
            faults.Add(new DeclarationFault(DeclarationRules.InvalidModelName, FaultPlace.Attribute, new(target.Name, nameFault, ModelNames.Default(target.Name))));
        }

        if (PlacementReader.FaultOfModelClass(target) is { } fault)
        {
            faults.Add(new DeclarationFault(DeclarationRules.ModelClassNotExtensible, FaultPlace.Attribute, new(target.Name, fault)));
        }
        else if (PlacementReader.ContainerNotPartial(target) is { } container)
        {
            faults.Add(new DeclarationFault(DeclarationRules.ContainerNotPartial, FaultPlace.Attribute, new(container)));
        }

        if (NamedText(attribute, "Name") is { } name)
        {
            faults.Add(new DeclarationFault(DeclarationRules.NamedModelClass, FaultPlace.Name, new(target.Name, name)));
        }

        string fitName = ModelNames.Fit(target.Name);
        faults.AddRange(NameClash.Beside(target, fitName, PartShape.ResultBeside(target)));
        return new ModelDeclaration(
            target.Name,
            fitName,
            formula,
            NamedText(attribute, "Weights"),
            PlacementReader.Within(target),
            row.Row,
            faults.ToEquatableArray())
        {
            ModelParts = HandWrittenPart.Nested(target),
            FitMembers = HandWrittenPart.Members(target, fitName),
            FitParts = HandWrittenPart.Nested(target, fitName),
        };
    }

    private static IEnumerable<DeclarationFault> LanguageFaults(Compilation compilation)
    {
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 } old)
        {
            yield return new DeclarationFault(DeclarationRules.OldLanguage, FaultPlace.Attribute, new(old.LanguageVersion.ToDisplayString()));
        }
    }

    private static string? NamedText(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;
}
