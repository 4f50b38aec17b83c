using Lmm.Generators.Declarations;
using Lmm.Generators.Emission;

namespace Lmm.Generators.Tests;

/// <summary>Names and literals of generated code.</summary>
public class GeneratedNameTests
{
    [Theory]
    [InlineData("AdditiveModel", "AdditiveFit")]
    [InlineData("Growth", "GrowthFit")]
    [InlineData("Model", "ModelFit")]
    public void A_result_is_named_after_its_model(string model, string fit) => Assert.Equal(fit, ModelNames.Fit(model));

    [Fact]
    public void Each_name_is_given_once()
    {
        NameScope names = new(["Week"]);
        Assert.Equal(["WeekTerm", "WeekTerm2", "WeekTerm3", "WeekTerm4", "Dose"], new[] { "Week", "Week", "Week", "Week", "Dose" }.Select(name => names.Claim(name, "Term")));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(2, "2.0")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1.0 / 3, "0.33333333333333331")]
    [InlineData(1e300, "1E+300")]
    public void A_number_is_written_with_the_digits_that_bring_it_back(double value, string text)
    {
        Assert.Equal(text, CodeText.Literal(value));
        Assert.Equal(value, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Levels_that_one_factor_of_an_enum_lacks_are_those_of_another() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two, Three }
        [Model("y ~ a + b")]
        public record Row(double Y, [Levels("Two", "One")] E A, [Levels("Two", "One", "Three")] E B);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                RowFit fit = RowModel.Fit(Enumerable.Range(0, 90).Select(i => new Row(Simulation.Next(), (E)(i % 2), (E)(i / 2 % 3))));
                yield return (fit.A[E.One], fit.Coefficients["aOne"]);
                yield return (fit.B[E.One], fit.Coefficients["bOne"]);
                yield return (fit.B[E.Three], fit.Coefficients["bThree"]);
            }
        }
        """));

    // The same enum with other levels needs names of its own.
    [Fact]
    public void Levels_of_one_enum_in_two_orders_are_told_apart() => GeneratedProgram.AssertPairs(GeneratedProgram.Run("""
        public enum E { One, Two, Three }
        [Model("y ~ a + b")]
        public record Row(double Y, [Levels("Three", "Two", "One")] E A, [Levels("Two", "One", "Three")] E B);

        public static class Test
        {
            public static IEnumerable<(object, object)> Run()
            {
                var rows = Enumerable.Range(0, 90).Select(i => new Row(Simulation.Next(), (E)(i % 3), (E)(i / 3 % 3))).ToList();
                RowFit fit = RowModel.Fit(rows);
                yield return (fit.A[E.Two], fit.Coefficients["aTwo"]);
                yield return (fit.A[E.One], fit.Coefficients["aOne"]);
                yield return (fit.B[E.One], fit.Coefficients["bOne"]);
                yield return (fit.B[E.Three], fit.Coefficients["bThree"]);
            }
        }
        """));
}
