using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes parts of a specification as expressions that make them again.</summary>
internal static class SpecEmitter
{
    private const string Binding = "global::Lmm.Formula.Binding";

    /// <summary>The contrasts of a factor.</summary>
    public static string Contrasts(FactorContrasts contrasts) => contrasts switch
    {
        NamedContrasts { IsNumbered: true } numbered => $"{Binding}.FactorContrasts.Numbered({Coding(numbered.Coding)})",
        NamedContrasts named => Coding(named.Coding),
        CustomContrasts custom => $"new {Binding}.CustomContrasts({Array(Binding + ".ContrastColumn", custom.Columns.Select(Column))})",
        _ => throw new NotSupportedException(contrasts.ToString()),
    };

    /// <summary>A transform.</summary>
    public static string Basis(Basis basis) => basis switch
    {
        ScaledBasis scaled => $"new {Binding}.ScaledBasis({Truth(scaled.IsCentered)}, {Truth(scaled.IsScaled)}){Numbers(scaled)}",
        PolynomialBasis polynomials => $"new {Binding}.PolynomialBasis({polynomials.Degree}, {Truth(polynomials.IsRaw)})",
        BSplineBasis splines => $"new {Binding}.BSplineBasis({splines.Degree}, {Knots(splines.Knots)}, {Truth(splines.HasIntercept)})",
        NaturalSplineBasis splines => $"new {Binding}.NaturalSplineBasis({Knots(splines.Knots)}, {Truth(splines.HasIntercept)})",
        _ => throw new NotSupportedException(basis.ToString()),
    };

    // Attributes may hold numbers that stand for no coding, which is a fault.
    private static string Coding(ContrastCoding coding)
        => Enum.IsDefined(typeof(ContrastCoding), coding) ? $"{ModelSource.Runtime}.ContrastCoding.{coding}" : $"({ModelSource.Runtime}.ContrastCoding)({(int)coding})";

    private static string Numbers(ScaledBasis scaled)
    {
        string[] numbers = [.. new[] { ("Center", scaled.Center), ("Scale", scaled.Scale) }.Where(pair => pair.Item2 is not null).Select(pair => $"{pair.Item1} = {CodeText.Literal(pair.Item2!.Value)}")];
        return numbers.Length == 0 ? "" : $" {{ {string.Join(", ", numbers)} }}";
    }

    private static string Column(ContrastColumn column) => $"new {Binding}.ContrastColumn({CodeText.Literal(column.Name)}, {Numbers(column.Weights)})";

    private static string Knots(SplineKnots knots) => $"new {Binding}.SplineKnots({Numbers(knots.Interior)}, {knots.QuantileCount}, {Numbers(knots.Boundary)})";

    private static string Numbers(EquatableArray<double> numbers) => Array("double", numbers.Select(CodeText.Literal));

    private static string Array(string type, IEnumerable<string> items) => $"new global::Lmm.Formula.EquatableArray<{type}>({string.Join(", ", items)})";

    private static string Truth(bool value) => value ? "true" : "false";
}
