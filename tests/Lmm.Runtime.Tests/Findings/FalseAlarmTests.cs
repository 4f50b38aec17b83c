namespace Lmm.Tests.Findings;

/// <summary>Reviews find little fault with data that fit their model; <c>benchmarks/Fits -- reviews</c> counts over 200.</summary>
public class FalseAlarmTests
{
    private const int Seeds = 5;

    [Fact]
    public void Sound_studies_have_less_than_a_tenth_of_a_false_alarm()
    {
        string[] alarms =
        [
            .. SoundStudies.All.SelectMany(static study => Enumerable.Range(1, Seeds).SelectMany(seed => study.Value(seed).Review()
                .Where(static finding => finding.Severity > FindingSeverity.Remark && !SoundStudies.OfDesigns.Contains(finding.Kind))
                .Select(finding => $"{study.Key}, seed {seed}: {finding}"))),
        ];
        Assert.True(alarms.Length < 0.1 * Seeds * SoundStudies.All.Count, string.Join('\n', alarms));
    }
}
