using Lmm.Covariance;

namespace Lmm.Intervals;

/// <summary>Reads parameters from θ, σ and β on the data's scale. It keeps room between calls, and serves one thread.</summary>
/// <param name="shape">The model's names and counts.</param>
internal sealed class ParameterValues(ModelShape shape)
{
    private readonly ParameterLayout<ICovarianceParameterization> _layout = shape.ThetaLayout;
    private readonly double[] _lambda = new double[shape.ThetaLayout.Owners.Select(static owner => owner.EffectCount * owner.EffectCount).DefaultIfEmpty(0).Max()];

    /// <summary>Writes the values of some parameters.</summary>
    public void Read(IReadOnlyList<ModelParameter> parameters, ReadOnlySpan<double> theta, double sigma, ReadOnlySpan<double> beta, Span<double> values)
    {
        int factored = -1;
        for (int index = 0; index < parameters.Count; index++)
        {
            ModelParameter parameter = parameters[index];
            if (parameter.Kind is ParameterKind.StandardDeviation or ParameterKind.Correlation && parameter.Term != factored)
            {
                factored = parameter.Term;
                _layout.Owners[factored].Factor(_layout[factored].Of(theta), _lambda);
            }

            values[index] = parameter.Kind switch
            {
                ParameterKind.StandardDeviation => sigma * Length(Row(parameter.Term, parameter.First)),
                ParameterKind.Correlation => Cosine(Row(parameter.Term, parameter.First), Row(parameter.Term, parameter.Second)),
                ParameterKind.Sigma => sigma,
                ParameterKind.Coefficient => beta[parameter.First],
                _ => _layout[parameter.Term].Of(theta)[parameter.First],
            };
        }
    }

    private ReadOnlySpan<double> Row(int term, int effect)
    {
        int count = _layout.Owners[term].EffectCount;
        return _lambda.AsSpan(effect * count, count);
    }

    private static double Length(ReadOnlySpan<double> row)
    {
        double length = 0;
        foreach (double value in row)
        {
            length = double.Hypot(length, value);
        }

        return length;
    }

    // NaN for a row of zeros; a perfect correlation is one without rounding.
    private static double Cosine(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double first = Length(one);
        double second = Length(other);
        double sum = 0;
        for (int index = 0; index < one.Length; index++)
        {
            sum += one[index] / first * (other[index] / second);
        }

        return Math.Abs(sum) > 1 - 1e-15 ? Math.Sign(sum) : sum;
    }
}
