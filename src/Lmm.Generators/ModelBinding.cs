using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators;

/// <summary>Where generator and analyzer meet: the one binder, called in one way.</summary>
internal static class ModelBinding
{
    /// <summary>Binds a model's formula to its row type.</summary>
    public static BoundFormula Bind(ModelDeclaration declaration)
        => ModelBinder.Bind(declaration.Formula, declaration.Row.Variables, declaration.Weights);
}
