using Lmm.Shapes;

namespace Lmm.Plots.Pictures;

/// <summary>Variables of a fit's rows, by their names.</summary>
internal static class ModelVariables
{
    /// <summary>The numbers of that name; null where the name is that of a factor.</summary>
    /// <exception cref="ModelException">The model has no such variable.</exception>
    public static NumericColumn? Numbers(ModelFit fit, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        CompleteCases rows = fit.Design.Rows;
        return rows.NumericOrNull(name) is { } numbers ? numbers
            : rows.FactorOrNull(name) is null && GroupingFactor(fit, name) is null ? throw Unknown(fit, "variable", name, rows.VariableNames)
            : null;
    }

    /// <summary>The factor of that name, combinations of grouping factors such as <c>batch:cask</c> too; numbers of few different values are one.</summary>
    /// <exception cref="ModelException">The model has no such factor.</exception>
    public static FactorColumn Factor(ModelFit fit, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        CompleteCases rows = fit.Design.Rows;
        return rows.FactorOrNull(name) ?? GroupingFactor(fit, name)
            ?? (rows.NumericOrNull(name) is { } numbers ? rows.FactorOf(numbers) : throw Unknown(fit, "factor", name, rows.VariableNames));
    }

    private static FactorColumn? GroupingFactor(ModelFit fit, string name) => Array.Find(fit.Design.RandomTerms, term => term.Grouping.Name == name)?.Grouping;

    private static ModelException Unknown(ModelFit fit, string kind, string name, IEnumerable<string> names)
        => new(fit.ModelName, LmmErrorCode.NoSuchResult, new NameIndex(fit.ModelName, kind, [.. names]).Unknown(name));
}
