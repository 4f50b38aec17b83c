using Lmm.Cells;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Streams;

/// <summary>Computes the numbers that a plan sums, for the rows of a chunk.</summary>
/// <param name="spec">The model.</param>
/// <param name="rows">The complete rows of the chunk.</param>
internal sealed class ChunkNumbers(ModelSpec spec, CompleteCases rows)
{
    private readonly Dictionary<ColumnExpression, double[]> _columns = [];

    /// <summary>The values of a number, in an array of their own.</summary>
    /// <exception cref="ModelException">A part of it is not finite in some row; the message names the row.</exception>
    public double[] Of(CellNumber number)
    {
        double[] values = [.. ValuesOf(number.Parts[0])];
        foreach (ColumnExpression part in number.Parts.Skip(1))
        {
            double[] others = ValuesOf(part);
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = number.Operator == ArithmeticOperator.Multiply ? values[row] * others[row] : values[row] - others[row];
            }
        }

        return values;
    }

    private double[] ValuesOf(ColumnExpression column)
    {
        if (!_columns.TryGetValue(column, out double[]? values))
        {
            values = column.Expression is VariableReference reference
                ? rows.Numeric(spec.Variables[reference.Variable].Name).Values
                : rows.Compute(column.Label, new FrameExpressions(spec, rows).Compile(column.Expression)).Values;
            _columns.Add(column, values);
        }

        return values;
    }
}
