using Lmm.Formula.Binding;

namespace Lmm.Design;

/// <summary>Turns numeric expressions into functions of the number of a row of a frame.</summary>
/// <param name="spec">The specification whose variables the expressions refer to.</param>
/// <param name="frame">The frame that holds them.</param>
internal sealed class FrameExpressions(ModelSpec spec, CompleteCases frame)
{
    public Func<int, double> Compile(NumericExpression expression) => new ExpressionCompiler<int>(Leaf).Compile(expression);

    private Func<int, double> Leaf(NumericExpression leaf)
    {
        if (leaf is LearnedNumber learned)
        {
            double number = frame.Learn(learned.Label, learned.Function, frame.Compute(learned.Argument.Label, Compile(learned.Argument.Expression)));
            return _ => number;
        }

        NumericColumn column = leaf switch
        {
            VariableReference reference => frame.Numeric(spec.Variables[reference.Variable].Name),
            LevelTest test => frame.HasLevel(spec.Variables[test.Variable].Name, test.Level),
            LevelMatch match => frame.HaveOneLevel(spec.Variables[match.Left].Name, spec.Variables[match.Right].Name),
            _ => throw new ArgumentException($"{frame.ModelName}: an expression of the kind {leaf.GetType().Name} cannot be computed.", nameof(leaf)),
        };
        return row => column[row];
    }
}
