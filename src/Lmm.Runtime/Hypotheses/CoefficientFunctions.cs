using System.ComponentModel;
using Lmm.Members;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The coefficients of a model as functions to make hypotheses of. Generated tests have a member for each term.</summary>
public class CoefficientFunctions : ITermValues<LinearFunction>
{
    private readonly ModelShape _shape;
    private readonly MemberPlaces _places;

    internal CoefficientFunctions(ModelShape shape, MemberPlaces places) => (_shape, _places) = (shape, places);

    /// <summary>Shares others' model; generated functions derive from this class so.</summary>
    protected CoefficientFunctions(CoefficientFunctions functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        (_shape, _places) = (functions._shape, functions._places);
    }

    /// <summary>The coefficient of that name, such as <c>week:genotypeCSB</c>.</summary>
    /// <exception cref="ModelException">No coefficient has that name.</exception>
    public LinearFunction this[string name] => LinearFunction.OfCoefficient(_shape, _places.Names.Find(name));

    /// <summary>The coefficient of a generated member, whose name is looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="column">The name of the coefficient.</param>
    /// <exception cref="ModelException">No coefficient, or more than one, has that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected LinearFunction MemberOf(int member, string column) => LinearFunction.OfCoefficient(_shape, _places.Find(member, column));

    /// <summary>The coefficients of a generated member, by levels whose columns are looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="term">The levels of its term.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PerLevel<TLevel, LinearFunction> MemberOf<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
        => new(_places.Find(member, term), this);

    /// <summary>The names of the coefficients.</summary>
    public override string ToString() => string.Join(", ", _shape.Coefficients);

    string ITermValues<LinearFunction>.ModelName => _shape.ModelName;

    NameIndex ITermValues<LinearFunction>.Names => _places.Names;

    IReadOnlyList<string>? ITermValues<LinearFunction>.LevelsOf(string factor) => _shape.FactorLevels.GetValueOrDefault(factor);

    LinearFunction ITermValues<LinearFunction>.At(int place) => LinearFunction.OfCoefficient(_shape, place);

    // The reference level is what the others are compared with: no coefficient at all.
    LinearFunction ITermValues<LinearFunction>.OfReference(string name) => 0 * LinearFunction.OfCoefficient(_shape, 0);

    LinearFunction ITermValues<LinearFunction>.NotInData(string name)
        => throw new ModelException(_shape.ModelName, LmmErrorCode.UnusableHypothesis, $"a hypothesis asks for {name}, a level that no fitted row has.");
}
