using Lmm.Shapes;

namespace Lmm;

/// <summary>The coefficients of a model as functions to make hypotheses of. Generated tests have a member for each term.</summary>
public class CoefficientFunctions
{
    private readonly ModelShape _shape;
    private readonly NameIndex _names;

    internal CoefficientFunctions(ModelShape shape, NameIndex names) => (_shape, _names) = (shape, names);

    /// <summary>Shares others' model; generated functions derive from this class so.</summary>
    protected CoefficientFunctions(CoefficientFunctions functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        (_shape, _names) = (functions._shape, functions._names);
    }

    /// <summary>The coefficient of that name, such as <c>week:genotypeCSB</c>.</summary>
    /// <exception cref="ModelException">No coefficient has that name.</exception>
    public LinearFunction this[string name] => LinearFunction.OfCoefficient(_shape, _names.Find(name));

    /// <summary>The names of the coefficients.</summary>
    public override string ToString() => string.Join(", ", _shape.Coefficients);
}
