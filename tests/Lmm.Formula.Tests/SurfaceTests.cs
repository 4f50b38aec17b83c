using System.ComponentModel;
using System.Reflection;
using Lmm.Formula.Binding;

namespace Lmm.Formula.Tests;

/// <summary>Who uses the package meets the diagnostics and the name of a coding; what generated code writes is public too, and hidden by editors.</summary>
public class SurfaceTests
{
    private static readonly Type[] Public = typeof(ModelBinder).Assembly.GetExportedTypes();

    [Fact]
    public void A_user_meets_diagnostics_and_contrast_codings_only()
        => Assert.Equal(
            ["ContrastCoding", "FormulaDiagnostic", "FormulaEdit", "FormulaRule", "FormulaSeverity", "TextSpan"],
            Public.Where(type => !IsHidden(type)).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_generated_code_writes_is_hidden()
        => Assert.Equal(
            ["BSplineBasis", "Basis", "ContrastColumn", "CovarianceStructure", "CustomContrasts", "DataSummary", "EquatableArray`1", "FactorContrasts", "NaturalSplineBasis", "PolynomialBasis", "ScaledBasis", "SplineKnots"],
            Public.Where(IsHidden).Select(type => type.Name).Order(StringComparer.Ordinal));

    private static bool IsHidden(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never;
}
