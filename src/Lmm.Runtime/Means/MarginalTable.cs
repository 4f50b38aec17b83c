using System.Text.Json;
using Lmm.Faults;
using Lmm.Means;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Shapes;

namespace Lmm;

/// <summary>Marginal means, or slopes, at the levels of some factors, and what is made of them: contrasts and joint tests.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public abstract class MarginalTable : ITableResult, IJsonResult
{
    private readonly MarginalFamily _family;
    private readonly Lazy<IReadOnlyList<MarginalEstimate>> _rows;

    private protected MarginalTable(MarginalFamily family)
    {
        _family = family;
        _rows = new(() => Array.AsReadOnly(family.Estimates()));
    }

    private protected MarginalTable(MarginalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (_family, _rows) = (table._family, table._rows);
    }

    /// <summary>The factors whose levels are contrasted.</summary>
    public IReadOnlyList<string> Factors => Array.AsReadOnly(_family.Of);

    /// <summary>The factors within whose levels that is done; empty for none.</summary>
    public IReadOnlyList<string> By => Array.AsReadOnly(_family.By);

    /// <summary>The response as the formula spells it.</summary>
    internal string ResponseName => _family.Settings.ResponseName;

    /// <summary>The level of the confidence limits.</summary>
    public double Level => _family.Settings.Level;

    /// <summary>How the estimates were averaged.</summary>
    public MeansWeighting Weighting => _family.Settings.Weighting;

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method => _family.Settings.Tests.Method;

    /// <summary>The estimates, the levels of the first factor varying fastest; combinations that the formula's nesting and the rows do not admit are left out.</summary>
    /// <exception cref="ModelException">The method of the degrees of freedom cannot be had of this fit.</exception>
    public IReadOnlyList<MarginalEstimate> Rows => _rows.Value;

    /// <summary>How the estimates were found: what was averaged over and how, where covariates were held, method and criterion, and what is not estimable.</summary>
    public IReadOnlyList<string> Notes => [.. _family.Notes, .. Rows.Where(static row => !row.IsEstimable).Select(static row => $"Not estimable: {string.Join(", ", row.Levels)}: {row.NotEstimable}.")];

    /// <summary>The estimate at those levels, one for each factor in the order of the table.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public MarginalEstimate this[params ReadOnlySpan<string> levels]
    {
        get
        {
            string wanted = string.Join(", ", levels);
            NameIndex names = new(_family.Settings.Model, "estimate at", [.. Rows.Select(static row => string.Join(", ", row.Levels.Select(static level => level.Level)))]);
            return Rows[names.Find(wanted)];
        }
    }

    /// <summary>Contrasts of the estimates, within each combination of the levels of <see cref="By"/>.</summary>
    /// <param name="kind">Which contrasts.</param>
    /// <param name="adjustment">
    /// How p-values and limits allow for the number of contrasts; null for the usual: Tukey's for all pairs, none for polynomials, the multivariate t distribution for the rest.
    /// </param>
    /// <exception cref="ModelException">There is just one level to contrast, or the adjustment does not suit the contrasts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind or adjustment.</exception>
    public ContrastTable Contrasts(ContrastKind kind, MultiplicityAdjustment? adjustment = null)
    {
        Allowed.Member(kind);
        return ContrastTable.Of(_family, labels => Contrast.Of(kind, labels), adjustment ?? Usual(kind));
    }

    /// <summary>All pairs of the estimates, each less each later one, within each combination of the levels of <see cref="By"/>.</summary>
    /// <param name="adjustment">How p-values and limits allow for the number of pairs.</param>
    /// <exception cref="ModelException">There is just one level.</exception>
    public ContrastTable Pairs(MultiplicityAdjustment adjustment = MultiplicityAdjustment.Tukey) => Contrasts(ContrastKind.Pairwise, adjustment);

    /// <summary>Each estimate less that of a control.</summary>
    /// <param name="control">The level of the control; of several factors the levels with a space between them.</param>
    /// <param name="adjustment">How p-values and limits allow for the number of contrasts; by default Dunnett's, that is the multivariate t distribution.</param>
    /// <exception cref="ModelException">There is no such level.</exception>
    public ContrastTable AgainstControl(string control, MultiplicityAdjustment adjustment = MultiplicityAdjustment.MultivariateT)
    {
        ArgumentNullException.ThrowIfNull(control);
        return ContrastTable.Of(_family, labels => Contrast.Of(ContrastKind.Control, labels, Place(control, labels)), adjustment);
    }

    /// <summary>Contrasts of one's own.</summary>
    /// <param name="contrasts">Their names, and for each a weight for every estimate, in the order of the rows.</param>
    /// <param name="adjustment">How p-values and limits allow for the number of contrasts.</param>
    /// <exception cref="ArgumentException">There is no contrast, or one does not have as many weights as there are estimates, or has weights that are all zero or not finite.</exception>
    public ContrastTable Contrasts(IReadOnlyDictionary<string, double[]> contrasts, MultiplicityAdjustment adjustment = MultiplicityAdjustment.None)
    {
        ArgumentNullException.ThrowIfNull(contrasts);
        if (contrasts.Count == 0)
        {
            throw new ArgumentException("Give at least one contrast.", nameof(contrasts));
        }

        return ContrastTable.Of(
            _family,
            labels => [.. contrasts.Select(contrast => new Contrast(contrast.Key, Fitting(contrast.Key, contrast.Value, labels)))],
            adjustment);
    }

    /// <summary>
    /// Contrasts of contrasts: those of each factor, one kind for each in the order of <see cref="Factors"/>, multiplied with those of the others, so that they ask whether the
    /// contrasts of one factor are the same at all levels of another.
    /// </summary>
    /// <param name="kinds">The kinds.</param>
    /// <exception cref="ArgumentException">There is not one kind for each factor.</exception>
    /// <exception cref="ModelException">Not all combinations of the levels have an estimate.</exception>
    public ContrastTable Interaction(params ReadOnlySpan<ContrastKind> kinds)
    {
        if (kinds.Length != _family.Of.Length)
        {
            throw new ArgumentException($"There are {kinds.Length} kinds of contrasts and {_family.Of.Length} factors ({string.Join(", ", _family.Of)}): give one for each.", nameof(kinds));
        }

        return ContrastTable.Of(_family, InteractionContrasts.Of([.. kinds]));
    }

    /// <summary>The same at another level of confidence.</summary>
    private protected MarginalFamily AtLevel(double level)
    {
        Allowed.Level(level);
        return _family with { Settings = _family.Settings with { Level = level } };
    }

    private protected abstract string Title { get; }

    private protected abstract string EstimateHeader { get; }

    /// <summary>The estimates as a table, a row for each; how they were found stands below.</summary>
    public ResultTable ToTable()
    {
        List<TableColumn> columns = [.. MarginalColumns.Levels([.. _family.Of, .. _family.By], [.. Rows.Select(static row => row.Levels)])];
        columns.Add(TableColumn.OfNumbers("estimate", EstimateHeader, ColumnKind.Estimate, Rows.Select(static row => row.Estimate)));
        columns.Add(TableColumn.OfNumbers("se", "Std. Error", ColumnKind.StandardError, Rows.Select(static row => row.StandardError)));
        if (Method is not (DegreesOfFreedomMethod.Normal or DegreesOfFreedomMethod.None))
        {
            columns.Add(TableColumn.OfDegreesOfFreedom("df", "df", Rows.Select(static row => row.DegreesOfFreedom ?? double.NaN)));
        }

        if (Method != DegreesOfFreedomMethod.None)
        {
            columns.Add(TableColumn.OfNumbers("lower", "Lower", ColumnKind.Estimate, Rows.Select(static row => row.Lower)));
            columns.Add(TableColumn.OfNumbers("upper", "Upper", ColumnKind.Estimate, Rows.Select(static row => row.Upper)));
        }

        return new ResultTable(columns) { Title = Title, Notes = [.. Notes, .. Confidence()] };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToString();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteJsonMembers(json);
        json.WriteArray("notes", Notes, json.WriteStringValue);
        json.WriteEndObject();
    }

    /// <summary>Writes the member of a JSON object that has the estimates.</summary>
    /// <param name="json">Where to write, within an object.</param>
    public abstract void WriteJsonMembers(Utf8JsonWriter json);

    private IEnumerable<string> Confidence()
        => Method == DegreesOfFreedomMethod.None ? [] : [$"Confidence level: {Percent.Of(Level)}."];

    private static MultiplicityAdjustment Usual(ContrastKind kind) => kind switch
    {
        ContrastKind.Pairwise => MultiplicityAdjustment.Tukey,
        ContrastKind.Polynomial => MultiplicityAdjustment.None,
        _ => MultiplicityAdjustment.MultivariateT,
    };

    private int Place(string control, IReadOnlyList<string> labels)
    {
        int place = Array.FindIndex([.. labels], label => label == control || (_family.Of.Length == 1 && label == _family.Of[0] + control));
        return place >= 0 ? place : throw new ModelException(_family.Settings.Model, LmmErrorCode.NoSuchResult, new NameIndex(_family.Settings.Model, "level", labels).Unknown(control));
    }

    private static double[] Fitting(string name, double[] weights, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Length != labels.Count || Array.Exists(weights, static weight => !double.IsFinite(weight)) || Array.TrueForAll(weights, static weight => weight == 0))
        {
            throw new ArgumentException($"The contrast '{name}' needs {labels.Count} finite weights, not all zero, one for each of {Variables.LevelLabel.List([.. labels])}; it has {weights.Length}.", nameof(weights));
        }

        return weights;
    }
}
