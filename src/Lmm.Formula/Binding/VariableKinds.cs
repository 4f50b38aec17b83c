namespace Lmm.Formula.Binding;

/// <summary>What a column can serve as, by its type.</summary>
internal static class VariableKinds
{
    /// <summary>True when the column is a numeric variable.</summary>
    public static bool IsNumeric(this VariableDeclaration declaration)
        => declaration.Type == VariableType.Continuous || (declaration.Type == VariableType.Integer && !declaration.IsFactor);

    /// <summary>True when the column is a factor in terms.</summary>
    public static bool IsFactorInTerms(this VariableDeclaration declaration)
        => declaration.Type is VariableType.Boolean or VariableType.Enumeration or VariableType.Text
            || (declaration.Type == VariableType.Integer && declaration.IsFactor);

    /// <summary>True when the column can group rows.</summary>
    public static bool CanGroup(this VariableDeclaration declaration)
        => declaration.GroupsRows || declaration.Type is not (VariableType.Continuous or VariableType.Other);
}
