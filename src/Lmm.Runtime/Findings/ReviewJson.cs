using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Findings;

/// <summary>Reviews in JSON.</summary>
internal static class ReviewJson
{
    /// <summary>Writes the members of a review.</summary>
    public static void WriteMembers(Utf8JsonWriter json, FitReview review)
    {
        json.WriteArray("findings", review, finding => Write(json, finding));
        json.WriteArray("notChecked", review.NotChecked, skipped => Write(json, skipped));
    }

    /// <summary>Writes a finding.</summary>
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", finding.Id);
        json.WriteString("severity", FindingNames.Of(finding.Severity));
        json.WriteString("grouping", finding.Grouping);
        json.WriteString("variable", finding.Variable);
        json.WriteArray("terms", finding.Terms, json.WriteStringValue);
        json.WriteArray("levels", finding.Levels, json.WriteStringValue);
        json.WriteArray("rows", finding.RowNumbers, json.WriteNumberValue);
        json.WriteStartObject("numbers");
        foreach ((string name, double value) in finding.Numbers)
        {
            json.WriteReal(name, value);
        }

        json.WriteEndObject();
        json.WriteString("text", finding.Text);
        json.WriteString("advice", finding.Advice);
        json.WriteEndObject();
    }

    /// <summary>Writes what was not looked for.</summary>
    public static void Write(Utf8JsonWriter json, UncheckedFinding skipped)
    {
        json.WriteStartObject();
        json.WriteString("kind", skipped.Id);
        json.WriteString("reason", skipped.Reason);
        json.WriteEndObject();
    }
}
