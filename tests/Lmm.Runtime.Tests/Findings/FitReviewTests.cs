using System.Text.Json;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Findings;

/// <summary>Reviews as results: their order, what was not checked, and what they are written as.</summary>
public class FitReviewTests
{
    private static readonly ModelFrame Sleep = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly FitReview OfSleep = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(Sleep).Review();

    [Fact]
    public void Findings_are_in_the_order_of_severity()
    {
        Assert.Equal(OfSleep.OrderByDescending(static finding => finding.Severity).Select(static finding => finding.Severity), OfSleep.Select(static finding => finding.Severity));
        Assert.Equal(OfSleep.Count, OfSleep.ToTable().RowCount);
        Assert.All(OfSleep, static finding => Assert.False(string.IsNullOrEmpty(finding.Advice)));
    }

    [Fact]
    public void Lines_of_the_text_are_short_and_have_all_findings()
    {
        string[] lines = OfSleep.ToString().Split('\n');
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(OfSleep.Count, lines.Count(static line => line.Length > 2 && char.IsDigit(line[0]) && line[1] == '.'));
    }

    [Fact]
    public void Programs_have_the_numbers()
    {
        JsonElement json = JsonDocument.Parse(JsonSerializer.Serialize(OfSleep)).RootElement;
        JsonElement slope = json.GetProperty("findings").EnumerateArray().Single(static finding => finding.GetProperty("kind").GetString() == "no-random-slope");
        Assert.Equal("warning", slope.GetProperty("severity").GetString());
        Assert.Equal(OfSleep.Of(FindingKind.NoRandomSlope).Single().Numbers["standardErrorFactor"], slope.GetProperty("numbers").GetProperty("standardErrorFactor").GetDouble());
    }

    [Fact]
    public void A_fit_without_rows_says_what_was_not_checked()
    {
        ModelDesign design = Model.Parse("Reaction ~ Days + (1 | Subject)").Bind(Sleep).BuildDesign();
        FitReview review = LinearMixedModel.Fit(CrossProducts.Form(design)).Review();
        Assert.Contains(review.NotChecked, static skipped => skipped.Kind == FindingKind.UnequalSpread && skipped.Reason.Contains("cross-products", StringComparison.Ordinal));
        Assert.Contains(review.NotChecked, static skipped => skipped.Kind == FindingKind.NoRandomSlope);
        Assert.Contains("Not checked:", review.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_model_says_that_it_knows_no_groups()
        => Assert.Contains(Model.Parse("Reaction ~ Days").Fit(Sleep).Review().NotChecked, static skipped => skipped.Reason.Contains("grouping", StringComparison.Ordinal));

    [Fact]
    public void Refits_that_have_no_time_are_told()
    {
        FitReview review = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(Sleep).Review(new ReviewOptions { Budget = TimeSpan.Zero });
        Assert.Contains(review.NotChecked, static skipped => skipped.Kind == FindingKind.NoRandomSlope && skipped.Reason.Contains("within 0 s", StringComparison.Ordinal));
        Assert.Empty(review.Of(FindingKind.NoRandomSlope));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ReviewOptions { Budget = TimeSpan.FromSeconds(-1) });
    }

    [Fact]
    public void Reviews_stop_with_their_token()
        => Assert.ThrowsAny<OperationCanceledException>(static () => OfSleep.Fit.Review(cancellationToken: new CancellationToken(canceled: true)));
}
