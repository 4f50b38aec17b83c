using Lmm.Formula.Binding;

namespace Lmm.Formula.Comparison;

/// <summary>
/// The columns of a term, as far as a formula tells them: vectors over products of a monomial and the contrasts of a
/// set of factors. The indicators of a factor are its contrasts and the constant; which contrasts, does not matter for
/// what the columns of a whole model span.
/// </summary>
internal static class TermColumns
{
    // Beyond that many factors by full indicators in one term nobody can tell.
    private const int MostIndicated = 6;

    /// <summary>The vectors of a term; null when the formula does not tell them, as for columns that depend on the data.</summary>
    /// <param name="components">The components of the term.</param>
    /// <param name="variables">The variables of its model.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>>? Of(IEnumerable<TermComponent> components, EquatableArray<ModelVariable> variables)
    {
        IReadOnlyList<Polynomial> numbers = [Polynomial.One];
        var sets = new List<IReadOnlyList<string>> { Array.Empty<string>() };
        int indicated = 0;
        foreach (TermComponent component in components)
        {
            switch (component)
            {
                case NumericComponent numeric:
                    numbers = Products(numbers, [Polynomial.Of(numeric.Column.Expression, VariableName)]);
                    break;
                case BasisComponent { Basis: { } basis } transformed when Degree(basis) is { } degree:
                    numbers = Products(numbers, Polynomial.Powers(Polynomial.Of(transformed.Argument.Expression, VariableName), degree));
                    break;
                case FactorComponent factor:
                    string name = NameOf(factor, variables);
                    IReadOnlyList<string>[] with = [.. sets.Select(set => (IReadOnlyList<string>)[.. set, name])];
                    if (factor.Coding is not null)
                    {
                        sets = [.. with];
                    }
                    else if (++indicated <= MostIndicated)
                    {
                        sets.AddRange(with);
                    }

                    break;
                default:
                    return null;
            }
        }

        return indicated > MostIndicated ? null : [.. numbers.SelectMany(number => sets.Select(set => Vector(number, set)))];

        string VariableName(int variable) => variables[variable].Declaration.MemberName;
    }

    /// <summary>A name for the levels of a factor that is the same in all models of the same rows.</summary>
    public static string NameOf(FactorComponent factor, EquatableArray<ModelVariable> variables)
        => factor.Computed is { } computed ? $"factor {Polynomial.Of(computed.Expression, variable => variables[variable].Declaration.MemberName)}" : variables[factor.Variable].Declaration.MemberName;

    /// <summary>The variables that components read, by number.</summary>
    public static IEnumerable<int> VariablesOf(IEnumerable<TermComponent> components) => components.SelectMany(component => component switch
    {
        FactorComponent { Computed: null } factor => [factor.Variable],
        FactorComponent factor => VariablesOf(factor.Computed!.Expression),
        NumericComponent numeric => VariablesOf(numeric.Column.Expression),
        BasisComponent basis => VariablesOf(basis.Argument.Expression),
        _ => [],
    }).Distinct();

    private static IEnumerable<int> VariablesOf(NumericExpression expression) => expression.Leaves.SelectMany(leaf => leaf switch
    {
        VariableReference reference => [reference.Variable],
        LevelTest test => [test.Variable],
        LevelMatch match => [match.Left, match.Right],
        LearnedNumber learned => VariablesOf(learned.Argument.Expression),
        _ => Array.Empty<int>(),
    });

    // Beside a constant, centred columns span what plain ones do, and orthogonal polynomials what plain powers do.
    private static int? Degree(Basis basis) => basis switch
    {
        ScaledBasis => 1,
        PolynomialBasis polynomial when polynomial.Degree <= Polynomial.HighestPower => polynomial.Degree,
        _ => null,
    };

    private static IReadOnlyList<Polynomial> Products(IReadOnlyList<Polynomial> left, IReadOnlyList<Polynomial> right)
        => [.. left.SelectMany(first => right.Select(second => Polynomial.Product(first, second)))];

    private static Dictionary<string, double> Vector(Polynomial number, IReadOnlyList<string> factors)
    {
        string contrasts = "|" + string.Join("|", factors.Distinct().OrderBy(name => name, StringComparer.Ordinal));
        return number.Coefficients.ToDictionary(pair => pair.Key + contrasts, pair => pair.Value, StringComparer.Ordinal);
    }
}
