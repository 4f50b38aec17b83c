using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lmm.Generators.Analyzers;

/// <summary>Tells by which criterion a fit was made, where the code that makes it is in sight.</summary>
internal static class EstimationReader
{
    private const string Parameter = "estimation";
    private const string RestrictedMaximumLikelihood = "RestrictedMaximumLikelihood";

    /// <summary>True for a fit that was made by REML, as far as is known: by a call of <c>Fit</c>, here or where the variable is declared.</summary>
    public static bool IsReml(IOperation fit, CancellationToken cancellationToken) => Made(fit, cancellationToken) switch
    {
        IInvocationOperation { TargetMethod.Name: "Fit" } call => call.Arguments.Any(argument => argument.Parameter?.Name == Parameter && IsReml(argument)),
        _ => false,
    };

    private static bool IsReml(IArgumentOperation argument)
        => argument.Value is { ConstantValue: { HasValue: true, Value: { } value }, Type: { } type }
            && type.GetMembers(RestrictedMaximumLikelihood).OfType<IFieldSymbol>().Any(field => Equals(field.ConstantValue, value));

    private static IOperation? Made(IOperation fit, CancellationToken cancellationToken)
    {
        if (fit is not ILocalReferenceOperation { Local: { } local, SemanticModel: { } model } reference)
        {
            return fit;
        }

        bool isDeclaredHere = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: { } initializer };
        return isDeclaredHere && !IsChanged(local, reference)
            ? model.GetOperation(((VariableDeclaratorSyntax)local.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)).Initializer!.Value, cancellationToken) is { } made ? Unwrap(made) : null
            : null;
    }

    /// <summary>What a conversion converts.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsChanged(ILocalSymbol local, IOperation reference)
    {
        IOperation root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation assignment => Names(assignment.Target, local),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Names(argument.Value, local),
            _ => false,
        });
    }

    private static bool Names(IOperation target, ILocalSymbol local)
        => target.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));
}
