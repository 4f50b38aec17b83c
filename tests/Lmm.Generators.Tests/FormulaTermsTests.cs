using System.Globalization;
using System.Reflection;
using Lmm.Generators.Emission;

namespace Lmm.Generators.Tests;

/// <summary>What generated code hands over binds at run time to the specification that the generator bound.</summary>
public class FormulaTermsTests
{
    private const string Row = """
        public enum Dose { Low, Mid, High }

        public record Row(
            double Y, double X, float? Z, int K, [Factor] byte Block, Dose Dose, bool Flag,
            [Levels("b", "a", "c"), Contrast(ContrastCoding.Sum)] string Site,
            [Factor(Ordered = true), Levels("1", "2", "3")] int Grade,
            [Contrast("first", -1, 0, 1), Contrast("second", 1, -2, 1)] Dose? Other,
            string G, Guid Plate, [Variable("a name")] decimal Named, [Variable("w")] double Weight, object Useless);
        """;

    private static readonly string[] Terms =
    [
        "x", "X", "z", "k", "block", "dose", "Dose", "flag", "site", "grade", "other", "`a name`", "x:dose", "dose * flag", "(x + dose + site)^2", "dose %in% flag",
        "log(x)", "I(x^2 / (1 + z))", "poly(x, 2)", "poly(x, 2, raw = TRUE)", "ns(z, df = 3)", "bs(x, knots = c(1, 2))", "scale(x)", "center(x):dose", "factor(k)", "C(dose, helmert)",
        "C(dose, c(-1, 0, 1))", "relevel(dose, \"Mid\")", "relevel(factor(k), \"2\")", "offset(log(x))", "0", "1", ".", "x - x",
        "(1 | g)", "(x | g)", "(x || plate)", "(dose | g)", "(0 + poly(x, 2) | k)", "(1 | g/dose)", "(1 | G:flag)", "(1 | x:g)", "(scale(x) | block)",
    ];

    [Theory]
    [MemberData(nameof(GeneratedCodeCompilesTests.RowTypes), MemberType = typeof(GeneratedCodeCompilesTests))]
    public void Of_rows_of_every_kind(string source) => Assert.True(CountOfEqual(GeneratorRun.Of(source)) > 0);

    [Fact]
    public void Of_formulas_drawn_at_random()
    {
        // Formulas with a fault have no generated code.
        var random = new Random(20260101);
        string models = string.Concat(Enumerable.Range(0, 600).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"[Model<Row>({Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(Formula(random), quote: true)}{(i % 5 == 0 ? ", Weights = \"W\"" : "")})] public partial class M{i};\n")));

        int count = CountOfEqual(GeneratorRun.Of(Row + models));
        Assert.InRange(count, 200, 600);
    }

    private static string Formula(Random random)
    {
        string response = random.Next(4) == 0 ? "log(y)" : "y";
        return $"{response} ~ {string.Join(" + ", Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Terms[random.Next(Terms.Length)]))}";
    }

    private static int CountOfEqual(GeneratorRun run)
    {
        using var image = new MemoryStream();
        Assert.Empty(run.Compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error && !diagnostic.Id.StartsWith("LMM", StringComparison.Ordinal)));
        Dictionary<string, Type> types = Assembly.Load(image.ToArray()).GetTypes().DistinctBy(NameOf).ToDictionary(NameOf);
        ModelSource[] models = [.. run.Driver.GetRunResult().Results.Single().TrackedSteps[StepNames.Specs].SelectMany(step => step.Outputs).Select(output => (ModelSource)output.Value).Where(model => !model.IsStub)];
        foreach (ModelSource model in models)
        {
            Type terms = types[model.Declaration.FullName].GetNestedType("FormulaTerms", BindingFlags.NonPublic)!;
            var kept = (ModelTerms)terms.GetField("Value")!.GetValue(null)!;
            Assert.Equal(model.Spec, kept.Spec);
            Assert.Same(kept.Spec, kept.Spec);
        }

        return models.Length;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');
}
