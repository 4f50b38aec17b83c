using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Faults;
using Lmm.Findings;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>What an experienced analyst would say of a fit: findings with what to do about them, the most important first.</summary>
[JsonConverter(typeof(ResultJsonConverter<FitReview>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class FitReview : IReadOnlyList<Finding>, ITableResult, IJsonResult
{
    private readonly Finding[] _findings;

    internal FitReview(ModelFit fit, IEnumerable<Finding> findings, IEnumerable<UncheckedFinding> skipped)
    {
        Fit = fit;
        _findings = [.. findings.OrderByDescending(static finding => finding.Severity).ThenByDescending(static finding => finding.Weight)];
        NotChecked = Array.AsReadOnly([.. skipped]);
    }

    /// <summary>The fit.</summary>
    public ModelFit Fit { get; }

    /// <summary>The number of findings.</summary>
    public int Count => _findings.Length;

    /// <summary>The finding at a position, counted from zero.</summary>
    public Finding this[int index] => _findings[index];

    /// <summary>What was not looked for, and why: what no fit of this kind can tell, what needs rows that the fit does not have, and refits that did not end in time.</summary>
    public IReadOnlyList<UncheckedFinding> NotChecked { get; }

    /// <summary>The findings of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public IEnumerable<Finding> Of(FindingKind kind)
    {
        Allowed.Member(kind);
        return _findings.Where(finding => finding.Kind == kind);
    }

    /// <summary>The findings as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("severity", "Severity", _findings.Select(static finding => FindingNames.Of(finding.Severity)), ColumnKind.Label),
        TableColumn.OfTexts("kind", "Kind", _findings.Select(static finding => finding.Id)),
        TableColumn.OfTexts("text", "Finding", _findings.Select(static finding => finding.Text)),
        TableColumn.OfTexts("advice", "Advice", _findings.Select(static finding => finding.Advice)))
    {
        Title = ReviewText.Title(Fit),
        Notes = [.. NotChecked.Select(static skipped => $"Not checked: {skipped}")],
    };

    /// <summary>The findings with what to do about them, as text in lines of up to 100 letters.</summary>
    public override string ToString() => ReviewText.Of(this);

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => ((IEnumerable<Finding>)_findings).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReviewJson.WriteMembers(json, this);
        json.WriteEndObject();
    }
}
