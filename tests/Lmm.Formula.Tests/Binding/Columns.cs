using Lmm.Formula.Binding;

namespace Lmm.Formula.Tests.Binding;

/// <summary>Columns of data for the binder, declared in few words.</summary>
internal static class Columns
{
    public static VariableDeclaration Continuous(string name) => new(name, name, VariableType.Continuous, "double");

    public static VariableDeclaration Integer(string name) => new(name, name, VariableType.Integer, "int");

    public static VariableDeclaration Boolean(string name) => new(name, name, VariableType.Boolean, "bool");

    public static VariableDeclaration Text(string name) => new(name, name, VariableType.Text, "string");

    public static VariableDeclaration Key(string name) => new(name, name, VariableType.Key, "Guid");

    public static VariableDeclaration Other(string name) => new(name, name, VariableType.Other, "object");

    public static VariableDeclaration Enumeration(string name, params string[] levels)
        => new(name, name, VariableType.Enumeration, name) { Levels = new EquatableArray<string>(levels) };

    public static BoundFormula Bind(string formula, params VariableDeclaration[] columns)
        => ModelBinder.Bind(formula, new EquatableArray<VariableDeclaration>(columns));
}
