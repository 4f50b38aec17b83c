using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds the transforms that learn from the data: <c>scale</c>, <c>center</c>, <c>poly</c>, <c>bs</c> and <c>ns</c>.</summary>
/// <param name="expressions">Binds their first arguments.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class BasisBinder(ExpressionBinder expressions, List<FormulaDiagnostic> faults)
{
    private const int MostColumns = 100;

    /// <summary>Binds a call; null when it has faults, which are reported.</summary>
    public BasisComponent? Bind(CallSyntax call, string label)
    {
        int faultsBefore = faults.Count;
        (string[] parameters, string usage) = Signature(call.Function);
        if (CallArguments.Match(call, parameters, usage, faults) is not { } arguments)
        {
            return null;
        }

        ColumnExpression? argument = expressions.Bind(arguments.First, call);
        Basis? basis = call.Function switch
        {
            "center" => new ScaledBasis(IsCentered: true, IsScaled: false),
            "scale" => Scaled(arguments),
            "poly" => Polynomial(call, arguments, usage),
            "bs" => BSpline(call, arguments, usage),
            _ => NaturalSpline(call, arguments, usage),
        };
        return argument is null || basis is null || faults.Count > faultsBefore ? null : new BasisComponent(label, basis, argument);
    }

    private static (string[] Parameters, string Usage) Signature(string function) => function switch
    {
        "center" => ([], "center(x)"),
        "scale" => (["center", "scale"], "scale(x)"),
        "poly" => (["degree", "raw"], "poly(x, 2)"),
        "bs" => (["df", "knots", "degree", "intercept", "Boundary.knots"], "bs(x, df = 5)"),
        _ => (["df", "knots", "intercept", "Boundary.knots"], "ns(x, df = 3)"),
    };

    private static ScaledBasis? Scaled(CallArguments arguments)
    {
        double? center = arguments["center"] is { } subtracted ? Constants.Number(subtracted) : null;
        double? scale = arguments["scale"] is { } divisor ? Constants.Number(divisor) : null;
        if (scale is 0)
        {
            arguments.Refuse(arguments["scale"]!, "scale", "divide by a number that is not zero");
            return null;
        }

        return new ScaledBasis(center is not null || arguments.Truth("center", true), scale is not null || arguments.Truth("scale", true)) { Center = center, Scale = scale };
    }

    private PolynomialBasis? Polynomial(CallSyntax call, CallArguments arguments, string usage)
    {
        if (arguments["degree"] is null)
        {
            faults.Add(FormulaRules.MalformedCall.At(call.Span, call.Function, "needs a degree", usage));
            return null;
        }

        bool isRaw = arguments.Truth("raw", false);
        return arguments.WholeNumber("degree", 1, MostColumns) is { } degree ? new PolynomialBasis(degree, isRaw) : null;
    }

    private BSplineBasis? BSpline(CallSyntax call, CallArguments arguments, string usage)
    {
        int degree = arguments.WholeNumber("degree", 1, MostColumns) ?? 3;
        bool hasIntercept = arguments.Truth("intercept", false);
        return Knots(call, arguments, degree + (hasIntercept ? 1 : 0), usage) is { } knots ? new BSplineBasis(degree, knots, hasIntercept) : null;
    }

    private NaturalSplineBasis? NaturalSpline(CallSyntax call, CallArguments arguments, string usage)
    {
        bool hasIntercept = arguments.Truth("intercept", false);
        return Knots(call, arguments, 1 + (hasIntercept ? 1 : 0), usage) is { } knots ? new NaturalSplineBasis(knots, hasIntercept) : null;
    }

    /// <summary>The knots, of which there are <c>df</c> less the columns of a spline without interior knots.</summary>
    private SplineKnots? Knots(CallSyntax call, CallArguments arguments, int columnsWithoutKnots, string usage)
    {
        EquatableArray<double> boundary = arguments.Numbers("Boundary.knots", 2);
        EquatableArray<double> interior = arguments.Numbers("knots");
        int? columns = arguments.WholeNumber("df", columnsWithoutKnots, MostColumns);
        if (arguments["df"] is { } df && arguments["knots"] is not null)
        {
            faults.Add(FormulaRules.MalformedCall.At(df.Span, call.Function, "takes its columns from the knots where they are given, and not from 'df'", usage));
            return null;
        }

        if (boundary.Count > 0 && interior.Any(knot => knot <= boundary[0] || knot >= boundary[1]))
        {
            arguments.Refuse(arguments["knots"]!, "knots", "knots lie between the boundary knots");
            return null;
        }

        return new SplineKnots(interior, columns is { } count ? count - columnsWithoutKnots : 0, boundary);
    }
}
