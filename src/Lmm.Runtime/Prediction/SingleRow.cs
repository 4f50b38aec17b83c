using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Prediction;

/// <summary>A row whose values came one by one, as the design of rows to predict.</summary>
internal static class SingleRow
{
    /// <summary>Builds the design of a row.</summary>
    /// <param name="spec">The model that was fitted.</param>
    /// <param name="fitted">The rows that were fitted.</param>
    /// <param name="numbers">The values of the numeric variables, in the model's order; NaN where one is missing.</param>
    /// <param name="levels">The levels of the factors, in the model's order; null where one is missing.</param>
    /// <exception cref="ModelException">The row has a level of a fixed effect that no fitted row had, or an infinite value.</exception>
    public static ModelDesign Design(ModelSpec spec, CompleteCases fitted, ReadOnlySpan<double> numbers, ReadOnlySpan<string?> levels)
    {
        CompleteCasesBuilder builder = new(fitted.ModelName, fitted.Formula, null, fitted) { RowCount = 1 };
        int number = 0;
        int level = 0;
        foreach (ModelVariable variable in spec.Variables.Where(static variable => !variable.IsOutcome))
        {
            if (variable.Use.HasFlag(VariableUse.Numeric))
            {
                NumericColumnBuilder column = variable.IsRandomOnly ? builder.Slope(variable.Name) : builder.Numeric(variable.Name);
                column.Add(numbers[number++]);
            }

            if (variable.Use.HasFlag(VariableUse.Factor))
            {
                Add(builder, variable, levels[level++]);
            }
        }

        return DesignInterpreter.Build(spec, builder.Build());
    }

    private static void Add(CompleteCasesBuilder builder, ModelVariable variable, string? level)
    {
        if (variable.Declaration.Levels.Count > 0)
        {
            string[] declared = [.. variable.Declaration.Levels];
            DeclaredFactorBuilder column = variable.IsRandomOnly ? builder.Grouping(variable.Name, declared) : builder.Factor(variable.Name, declared);
            column.Add(level);
        }
        else
        {
            KeyedFactorBuilder<string> column = variable.IsRandomOnly ? builder.Grouping<string>(variable.Name) : builder.Factor<string>(variable.Name);
            column.Add(level);
        }
    }
}
