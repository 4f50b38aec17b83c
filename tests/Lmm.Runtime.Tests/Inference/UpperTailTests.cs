using System.Text.Json;
using Lmm.Distributions;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Tail probabilities against R 4.2.2's pchisq, pt and pf with lower.tail = FALSE (tests/reference/tail-probabilities.R).</summary>
public class UpperTailTests
{
    private static readonly Dictionary<string, double[][]> Reference = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "tails.json")))!;

    // 1e-11 relative, down to 1e-300: at 1e-300 the exponent alone is uncertain to 700 roundings.
    private const double Tolerance = 1e-11;

    [Fact]
    public void Chi_squared_tail_agrees_with_R()
        => Assert.All(Reference["chisq"], row => NumericAssert.Close(row[2], UpperTail.ChiSquared(row[0], row[1]), Tolerance));

    [Fact]
    public void Student_tails_agree_with_R()
        => Assert.All(Reference["t"], row => NumericAssert.Close(row[2], UpperTail.StudentTwoSided(-row[0], row[1]), Tolerance));

    [Fact]
    public void F_tail_agrees_with_R()
        => Assert.All(Reference["f"], row => NumericAssert.Close(row[3], UpperTail.FisherF(row[0], row[1], row[2]), Tolerance));

    [Fact]
    public void Published_likelihood_ratio_has_its_published_p_value()
        => Assert.Equal(4.364e-13, UpperTail.ChiSquared(52.472, 1), 1e-16);
}
