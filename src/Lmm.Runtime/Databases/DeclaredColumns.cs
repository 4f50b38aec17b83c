using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Databases;

/// <summary>Finds the columns of a source that variables of a row type mean.</summary>
/// <param name="columns">The columns of the source.</param>
/// <param name="model">The model's name, for messages.</param>
internal sealed class DeclaredColumns(EquatableArray<VariableDeclaration> columns, string model)
{
    /// <summary>Whether the source need not have the columns of the response, because others have the responses.</summary>
    public bool ResponseIsApart { get; init; }

    /// <summary>The formula of a model that was checked at build time, on the columns of a source.</summary>
    /// <exception cref="ModelException">A column that the formula reads is not there, or is of another type than its variable.</exception>
    public ModelSpec Bind(ModelTerms terms)
    {
        HashSet<string> apart = [.. terms.Spec.Variables.Where((variable, index) => ResponseIsApart && variable.IsOutcome && index != terms.Spec.Weights && variable.Use != VariableUse.Presence).Select(static variable => variable.Name)];
        return Bind(terms, (variable, name) => apart.Contains(name) ? name : Find(variable, name));
    }

    /// <summary>The formula of a model that was checked at build time, on columns that are called as the formula calls the variables.</summary>
    public static ModelSpec BindAsSpelt(ModelTerms terms) => Bind(terms, static (_, name) => name);

    // A column for each variable of the formula, by what is declared of it and how the formula spells it.
    private static ModelSpec Bind(ModelTerms terms, Func<VariableDeclaration, string, string> column)
    {
        Dictionary<string, string> spelt = terms.Spec.Variables.ToDictionary(static variable => variable.Declaration.Name, static variable => variable.Name);
        return terms.Bind(variable => spelt.TryGetValue(variable.Name, out string? name) ? variable with { MemberName = column(variable, name), MayBeMissing = true } : variable);
    }

    // The column of exactly the name in the formula, else of the variable's own, else the only one that differs in case.
    private string Find(VariableDeclaration variable, string name)
    {
        VariableDeclaration[] found = [.. columns.Where(column => column.Name == name)];
        found = found.Length == 0 ? [.. columns.Where(column => column.Name == variable.Name)] : found;
        found = found.Length == 0 ? [.. columns.Where(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))] : found;
        if (found.Length != 1)
        {
            IReadOnlyList<string> nearest = NearestNames.Of(name, [.. columns.Select(static column => column.Name)]);
            throw new ModelException(model, LmmErrorCode.UnknownColumn, $"the source has {(found.Length == 0 ? "no column" : "more than one column")} {name}; {(nearest.Count > 0 ? $"did you mean {string.Join(" or ", nearest)}? Give the column that name in a query, by AS" : $"it has {LevelLabel.List([.. columns.Select(static column => column.Name)])}")}.");
        }

        return IsOfType(variable.Type, found[0].Type)
            ? found[0].Name
            : throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"the column {found[0].Name} of the source holds values of the type {found[0].TypeName}, and {variable.MemberName} of the row is a {variable.TypeName}; cast the column in a query, or use rows of another type.");
    }

    private static bool IsOfType(VariableType declared, VariableType column) => declared switch
    {
        VariableType.Continuous => column is VariableType.Continuous or VariableType.Integer,
        VariableType.Integer => column is VariableType.Integer or VariableType.Continuous,
        VariableType.Boolean => column is VariableType.Boolean or VariableType.Integer,
        VariableType.Enumeration => column is VariableType.Text or VariableType.Enumeration,
        _ => true,
    };
}
