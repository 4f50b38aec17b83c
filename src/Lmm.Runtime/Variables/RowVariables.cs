using System.ComponentModel;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>
/// What there is to know of the variables of a row type, as generated code hands it to the binder: one variable after the other, each followed by
/// what is declared of it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowVariables
{
    private readonly List<VariableDeclaration> _declarations = [];

    /// <summary>The variables as the binder is told of them.</summary>
    internal EquatableArray<VariableDeclaration> Declarations => _declarations.ToEquatableArray();

    /// <summary>Adds a floating-point number or <c>decimal</c>.</summary>
    public RowVariables Continuous(string name, string member, string type) => Add(name, member, VariableType.Continuous, type);

    /// <summary>Adds a whole number.</summary>
    public RowVariables Integer(string name, string member, string type) => Add(name, member, VariableType.Integer, type);

    /// <summary>Adds a <c>bool</c>.</summary>
    public RowVariables Boolean(string name, string member, string type) => Add(name, member, VariableType.Boolean, type);

    /// <summary>Adds an <c>enum</c>.</summary>
    public RowVariables Enumeration(string name, string member, string type) => Add(name, member, VariableType.Enumeration, type);

    /// <summary>Adds a text.</summary>
    public RowVariables Text(string name, string member, string type) => Add(name, member, VariableType.Text, type);

    /// <summary>Adds what can only group rows.</summary>
    public RowVariables Key(string name, string member, string type) => Add(name, member, VariableType.Key, type);

    /// <summary>Adds what is of no use in a formula.</summary>
    public RowVariables Other(string name, string member, string type) => Add(name, member, VariableType.Other, type);

    /// <summary>The variable may lack values.</summary>
    public RowVariables MayBeMissing() => Replace(_declarations[^1] with { MayBeMissing = true });

    /// <summary>The variable is declared a factor.</summary>
    /// <param name="ordered">Whether its levels are ordered.</param>
    public RowVariables Factor(bool ordered) => Replace(_declarations[^1] with { IsFactor = true, IsOrdered = ordered });

    /// <summary>The levels of the variable are known.</summary>
    public RowVariables Levels(params string[] levels) => Replace(_declarations[^1] with { Levels = new(levels) });

    /// <summary>The variable has contrasts of its own.</summary>
    public RowVariables Contrast(FactorContrasts contrasts) => Replace(_declarations[^1] with { Contrast = contrasts });

    private RowVariables Add(string name, string member, VariableType kind, string type)
    {
        _declarations.Add(new VariableDeclaration(name, member, kind, type));
        return this;
    }

    private RowVariables Replace(VariableDeclaration last)
    {
        _declarations[^1] = last;
        return this;
    }
}
