using System.ComponentModel;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>
/// The terms of a model, which its designs and fits keep. Generated code hands over the formula and what its variables are; the binder binds them
/// when somebody asks for the terms, once for all fits of the model.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelTerms
{
    private readonly Lazy<ModelSpec> _spec;
    private readonly Func<Func<VariableDeclaration, VariableDeclaration>, ModelSpec> _bind;

    /// <summary>The terms of a formula that has been checked at build time.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="weights">The name of the variable that holds the prior weights; null for equal weights.</param>
    /// <param name="variables">What there is to know of the variables of a row; asked just once, and only with the terms.</param>
    public ModelTerms(string formula, string? weights, Func<RowVariables> variables)
    {
        _bind = change => ModelBinder.Bind(formula, variables().Declarations.Select(change).ToEquatableArray(), weights).Spec
            ?? throw new InvalidOperationException($"'{formula}' was checked at build time by another version of the language; build the project anew.");
        _spec = new(() => _bind(static variable => variable));
    }

    /// <summary>The terms of a formula that is bound.</summary>
    internal ModelTerms(ModelSpec spec)
    {
        _spec = new(spec);
        _bind = change => spec with { Variables = spec.Variables.Select(variable => variable with { Declaration = change(variable.Declaration) }).ToEquatableArray() };
        OffsetName = spec.OffsetName;
    }

    /// <summary>The name of the column that was given as an offset beside the formula; null for none.</summary>
    internal string? OffsetName { get; }

    /// <summary>The formula, bound to its variables.</summary>
    internal ModelSpec Spec => _spec.Value;

    /// <summary>The formula, bound to variables of which something else is declared.</summary>
    internal ModelSpec Bind(Func<VariableDeclaration, VariableDeclaration> change) => _bind(change);
}
