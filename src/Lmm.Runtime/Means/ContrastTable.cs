using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Adjustments;
using Lmm.Faults;
using Lmm.Hypotheses;
using Lmm.Means;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>Contrasts of marginal means or slopes, with tests against zero and confidence limits that allow for their number.</summary>
[JsonConverter(typeof(ResultJsonConverter<ContrastTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ContrastTable : ITableResult, IJsonResult
{
    private readonly MarginalFamily _family;
    private readonly ContrastGroup[] _groups;
    private readonly Lazy<IReadOnlyList<ContrastEstimate>> _rows;
    private readonly Lazy<Adjuster[]> _adjusted;

    private ContrastTable(MarginalFamily family, ContrastGroup[] groups, MultiplicityAdjustment adjustment)
    {
        _family = family;
        _groups = groups;
        Adjustment = adjustment;
        _adjusted = new(() => Array.ConvertAll(groups, group => group.Adjusted(family.Settings, adjustment)));
        _rows = new(() => Array.AsReadOnly(groups.Zip(_adjusted.Value).SelectMany(pair => pair.First.Rows(pair.Second, family.Settings.Level)).ToArray()));
    }

    /// <summary>The factors whose levels are contrasted.</summary>
    public IReadOnlyList<string> Factors => Array.AsReadOnly(_family.Of);

    /// <summary>The factors within whose levels that is done, each combination a family of its own; empty for none.</summary>
    public IReadOnlyList<string> By => Array.AsReadOnly(_family.By);

    /// <summary>How p-values and limits allow for the number of contrasts.</summary>
    public MultiplicityAdjustment Adjustment { get; }

    /// <summary>The level of the confidence limits.</summary>
    public double Level => _family.Settings.Level;

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method => _family.Settings.Tests.Method;

    /// <summary>The contrasts.</summary>
    /// <exception cref="ModelException">The method of the degrees of freedom cannot be had of this fit.</exception>
    public IReadOnlyList<ContrastEstimate> Rows => _rows.Value;

    /// <summary>How the contrasts were found: what was averaged over and how, method, criterion, adjustment and the size of its family.</summary>
    public IReadOnlyList<string> Notes => [.. _family.Notes, .. _adjusted.Value.Select(static adjusted => adjusted.PValueNote).Distinct()];

    /// <summary>The contrast of that name; within levels, the first.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public ContrastEstimate this[string contrast] => Rows.FirstOrDefault(row => row.Contrast == contrast)
        ?? throw new ModelException(_family.Settings.Model, LmmErrorCode.NoSuchResult, new Shapes.NameIndex(_family.Settings.Model, "contrast", [.. Rows.Select(static row => row.Contrast).Distinct()]).Unknown(contrast));

    /// <summary>The same contrasts by another adjustment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such adjustment.</exception>
    public ContrastTable With(MultiplicityAdjustment adjustment) => new(_family, _groups, Allowed.Member(adjustment));

    /// <summary>The same contrasts at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ContrastTable AtLevel(double level)
    {
        Allowed.Level(level);
        return new ContrastTable(_family with { Settings = _family.Settings with { Level = level } }, _groups, Adjustment);
    }

    /// <summary>All contrasts that are estimable jointly, one test for each combination of the levels of <see cref="By"/>; not adjusted.</summary>
    public IReadOnlyList<WaldTest> Joint()
        => [.. _groups.Select(group => _family.Settings.Tests.Joint(group.Estimable, new double[group.Estimable.Length]))];

    /// <summary>The contrasts as a table, a row for each; how they were found stands below.</summary>
    public ResultTable ToTable() => new([.. Labels(), .. CoefficientTestTable.Numbers([.. Rows.Select(static row => row.Test)], Method)]) { Title = "Contrasts", Notes = Notes };

    /// <summary>The confidence limits of the contrasts as a table.</summary>
    public ResultTable ToIntervals() => new(
        [
            .. Labels(),
            TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Estimate, Rows.Select(static row => row.Estimate)),
            TableColumn.OfNumbers("lower", "Lower", ColumnKind.Estimate, Rows.Select(static row => row.Lower)),
            TableColumn.OfNumbers("upper", "Upper", ColumnKind.Estimate, Rows.Select(static row => row.Upper)),
        ])
    {
        Title = "Confidence limits of contrasts",
        Notes = [.. _family.Notes, .. _adjusted.Value.Select(adjusted => adjusted.IntervalNote(Level)).Distinct(), $"Confidence level: {Percent.Of(Level)}."],
    };

    private IEnumerable<TableColumn> Labels() =>
    [
        TableColumn.OfTexts("contrast", "Contrast", Rows.Select(static row => row.Contrast), ColumnKind.Label),
        .. MarginalColumns.Levels(_family.By, [.. Rows.Select(static row => row.Levels)]),
    ];

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>Writes the member <c>contrasts</c> of a JSON object.</summary>
    /// <param name="json">Where to write, within an object.</param>
    public void WriteJsonMembers(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteArray("contrasts", Rows, row => MarginalJson.Write(json, row));
    }

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteJsonMembers(json);
        json.WriteArray("notes", Notes, json.WriteStringValue);
        json.WriteEndObject();
    }

    /// <summary>Contrasts of the estimates of each group, made by their labels.</summary>
    internal static ContrastTable Of(MarginalFamily family, Func<IReadOnlyList<string>, Contrast[]> contrasts, MultiplicityAdjustment adjustment)
        => Of(family, (own, functions) => contrasts(own.Labels(functions)), Allowed.Member(adjustment));

    /// <summary>Contrasts of the estimates of each group.</summary>
    internal static ContrastTable Of(
        MarginalFamily family, Func<MarginalFamily, MarginalFunction[], Contrast[]> contrasts, MultiplicityAdjustment adjustment = MultiplicityAdjustment.None)
    {
        ContrastGroup[] groups = [.. family.Groups.Select(group => ContrastGroup.Of(family, group.Levels, group.Functions, contrasts(family, group.Functions)))];
        return groups.Any(static group => group.Count > 0)
            ? new ContrastTable(family, groups, adjustment)
            : throw new ModelException(family.Settings.Model, LmmErrorCode.NotAvailable, $"there is just one level of {string.Join(", ", family.Of.DefaultIfEmpty("anything"))}, and nothing to contrast it with.");
    }
}
