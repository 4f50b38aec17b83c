namespace Lmm.Tests.Results;

/// <summary>The printed summaries against those of R 4.2.2 and lme4 1.1-31 (tests/reference/printing-fits.R), line by line.</summary>
public class PrintedSummaryTests
{
    // What lme4 says of its own optimizer, and lines about arguments of R's call.
    private static readonly string[] PeersOwn = ["optimizer (", "boundary (singular)", "Model failed", "Model is nearly", " - Rescale", "Weights:", " Offset:", "Control:"];

    // What this library says beyond lme4's layout.
    private static readonly string[] Own = ["Weights:", "not estimable:", "Correlation matrix not shown"];

    public static TheoryData<string> MixedModels => [.. ReferenceFit.Names("mixed")];

    public static TheoryData<string> LinearModels => [.. ReferenceFit.Names("linear")];

    [Theory]
    [MemberData(nameof(MixedModels))]
    public void Mixed_model_summary_is_printed_as_lme4_prints_it(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);

        string[] expected = Lines(string.Join('\n', reference.Printed), PeersOwn);
        string[] actual = Lines(reference.MixedFit().ToString(), Own);

        Assert.Equal(expected[0].Replace("lmerMod", nameof(LinearMixedModelFit), StringComparison.Ordinal), actual[0]);
        Assert.Equal(WithoutData(expected), WithoutData(actual).Where(line => !line.Contains(" dropped because of missing values", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(LinearModels))]
    public void Linear_model_summary_is_printed_as_R_prints_it(string name)
    {
        ReferenceFit reference = ReferenceFit.Read(name);

        string[] expected = Lines(string.Join('\n', reference.Printed), []);
        string[] actual = Lines(LinearModel.Fit(reference.ModelDesign()).ToString(), []);

        Assert.Equal(FromResiduals(expected), FromResiduals(actual));
    }

    private static string[] Lines(string text, string[] leftOut)
        => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => !leftOut.Any(start => line.StartsWith(start, StringComparison.Ordinal))).Reverse().SkipWhile(line => line.Length == 0).Reverse()];

    private static string[] WithoutData(string[] lines)
        => string.Join('\n', lines.Skip(1).Where(line => !line.StartsWith("   Data:", StringComparison.Ordinal))).TrimEnd().Split('\n');

    private static IEnumerable<string> FromResiduals(string[] lines)
        => lines.SkipWhile(line => !line.EndsWith("Residuals:", StringComparison.Ordinal));
}
