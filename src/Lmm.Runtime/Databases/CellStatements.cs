using System.Globalization;
using System.Text;
using Lmm.Cells;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>The statements of a fit. They are the same whatever the data are: centres and scales are parameters.</summary>
/// <param name="plan">How rows become cells, in the engine's language.</param>
/// <param name="source">The table, view or query, as <see cref="SqlSource"/> writes it.</param>
internal sealed class CellStatements(SqlCells plan, string source)
{
    /// <summary>The most columns that a statement returns; engines have limits of 1,600 and more.</summary>
    private const int MostColumns = 1500;

    // Each takes four columns.
    private const int SummariesAtOnce = (MostColumns - 2) / 4;

    private readonly int _products = plan.Numbers.Count * (plan.Numbers.Count + 1) / 2;

    /// <summary>The number of statements that the summary takes.</summary>
    public int SummaryCount => (plan.Numbers.Count + plan.Covariates.Count + (plan.Weight is null ? 0 : 1) + SummariesAtOnce - 1) / SummariesAtOnce;

    /// <summary>The number of statements that the sums within cells take, so that each returns few enough columns; the first has all but some products.</summary>
    public int BatchCount => 1 + ((Math.Max(0, _products - FirstProducts) + LaterProducts - 1) / LaterProducts);

    private int FirstProducts => Math.Clamp(MostColumns - plan.Keys.Count - 3 - (3 * plan.Numbers.Count), 0, _products);

    private int LaterProducts => Math.Max(1, MostColumns - plan.Keys.Count - plan.Plan.DesignNumbers);

    /// <summary>The products that a statement returns, from the first to before the end of (1, 1), (1, 2), (2, 2), (1, 3) …</summary>
    public (int First, int End) ProductsOf(int batch)
        => batch == 0 ? (0, FirstProducts) : (FirstProducts + ((batch - 1) * LaterProducts), Math.Min(_products, FirstProducts + (batch * LaterProducts)));

    /// <summary>The parameter that is subtracted from a number.</summary>
    public static string CentreOf(int number) => string.Create(CultureInfo.InvariantCulture, $"centre{number + 1}");

    /// <summary>The parameter that a number is multiplied by after its centre has been subtracted.</summary>
    public static string ScaleOf(int number) => string.Create(CultureInfo.InvariantCulture, $"scale{number + 1}");

    /// <summary>The mean of a double number over the rows that have one. PostgreSQL's AVG sums squares too, which overflow where numbers are beyond 1E154.</summary>
    public static string Mean(string value) => $"SUM({value}) / COUNT({value})";

    /// <summary>The statements of a fit in the order in which it sends them; where the strategy is chosen by an estimate, this and the alternatives.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="source">The table, view or query, as <see cref="SqlSource"/> writes it.</param>
    /// <param name="strategy">The strategy.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <exception cref="ModelException">No engine can sum what the model needs.</exception>
    public static IReadOnlyList<SqlStatement> All(ModelSpec spec, SqlDialect dialect, string source, DatabaseStrategy strategy, string model)
    {
        DatabaseRefusals.Check(spec, model);
        CellMargin[]? margins = strategy is DatabaseStrategy.Auto or DatabaseStrategy.Pairs ? CellMargin.Of(spec) : null;
        return strategy == DatabaseStrategy.Auto && StrategyEstimate.IsNeeded(spec) ? Choice()
            : strategy == DatabaseStrategy.Pairs && margins is not null ? Pairs()
            : Of(strategy != DatabaseStrategy.Compression);

        CellStatements Statements(CellPlan plan, ModelSpec spec) => new(new SqlCells(plan, spec, dialect), source);

        IReadOnlyList<SqlStatement> Of(bool sumsNumbers)
        {
            CellPlan plan = CellPlan.Of(spec, sumsNumbers);
            return [.. Summaries(plan, sumsNumbers), .. Statements(plan, spec).AllSums()];
        }

        IReadOnlyList<SqlStatement> Pairs() => [.. Summaries(CellPlan.Of(spec, sumsNumbers: true), sumsNumbers: true), .. margins!.SelectMany(margin => Statements(margin.Plan, margin.Spec).OfMargin(margin))];

        IEnumerable<SqlStatement> Summaries(CellPlan plan, bool sumsNumbers)
        {
            CellStatements own = Statements(sumsNumbers && margins is not null ? plan.With(margins.Select(static margin => margin.Plan)) : plan, spec);
            return Batches("counts of rows, means and ranges of numbers", own.SummaryCount, own.Summary, isConditional: false);
        }

        IReadOnlyList<SqlStatement> Choice() =>
        [
            new SqlStatement("combinations among the first rows, by which the strategy is chosen", StrategyEstimate.Statement(spec, dialect, source), isConditional: false),
            .. Alternative("sums", Of(sumsNumbers: true)),
            .. StrategyEstimate.MayCompress(spec) ? Alternative("compression", Of(sumsNumbers: false)) : [],
            .. margins is not null ? Alternative("pairs", Pairs()) : [],
        ];

        static IEnumerable<SqlStatement> Alternative(string name, IReadOnlyList<SqlStatement> statements)
            => statements.Select(statement => new SqlStatement($"{name}: {statement.Purpose}", statement.Text, isConditional: true));
    }

    // All statements after the summaries, in the order in which a fit sends them.
    private IReadOnlyList<SqlStatement> AllSums() =>
    [
        .. Batches("sums within cells", BatchCount, Cells, isConditional: false),
        .. Batches("sums within cells about the cells' means; sent where groups are so far apart that six digits are not left", BatchCount, CellsAboutMeans, isConditional: true),
        .. plan.Learned.Count > 0 ? [new SqlStatement("what transforms learn from of incomplete rows; sent where there are some", Incomplete(), isConditional: true)] : Array.Empty<SqlStatement>(),
    ];

    /// <summary>The statements of one of the margins of a model, whose rows are counted already.</summary>
    private IEnumerable<SqlStatement> OfMargin(CellMargin margin) =>
    [
        .. Batches($"sums within cells by {string.Join(", ", margin.Plan.KeyVariables.Select(static variable => variable.Name))}", BatchCount, Cells, isConditional: false),
        .. plan.Learned.Count > 0 ? [new SqlStatement("what transforms learn from of incomplete rows; sent where there are some", Incomplete(), isConditional: true)] : Array.Empty<SqlStatement>(),
    ];

    private static IEnumerable<SqlStatement> Batches(string purpose, int count, Func<int, string> text, bool isConditional) => Enumerable.Range(0, count)
        .Select(batch => new SqlStatement(count == 1 ? purpose : string.Create(CultureInfo.InvariantCulture, $"{purpose}, {batch + 1} of {count}"), text(batch), isConditional));

    /// <summary>
    /// One row: the number of all rows and of complete ones; of each number of the complete rows how many values it has, mean, least and greatest; the
    /// same of covariates, in rows that have a weight, and of the weights. Later batches have the counts of rows, and further numbers.
    /// </summary>
    public string Summary(int batch)
    {
        var text = new StringBuilder(Complete(withKeys: false));
        text.Append(CultureInfo.InvariantCulture, $"SELECT (SELECT COUNT(*) FROM {source}) AS total, COUNT(*) AS complete");
        foreach (string name in Numbered("x", plan.Numbers.Count).Concat(Numbered("v", plan.Covariates.Count)).Concat(plan.Weight is null ? [] : ["w"]).Skip(batch * SummariesAtOnce).Take(SummariesAtOnce))
        {
            // Means are over rows that have a part in the fit; a row without weight has none.
            string value = name[0] == 'v' && plan.Weight is not null ? $"CASE WHEN w > 0 THEN {name} END" : name;
            text.Append(CultureInfo.InvariantCulture, $",\n  COUNT({value}) AS n_{name}, {Mean(value)} AS mean_{name}, MIN({value}) AS min_{name}, MAX({value}) AS max_{name}");
        }

        return text.Append("\nFROM lmm_complete_rows").ToString();
    }

    /// <summary>
    /// One row per cell: its keys, the number of rows, the sum of the weights and of their logarithms where there are weights, the sums of the numbers and of their products, centred and
    /// scaled, and the ranges of the numbers but the response. Later batches have the keys, further products and the ranges.
    /// </summary>
    public string Cells(int batch)
    {
        var text = new StringBuilder(Complete(withKeys: true));
        text.Append(",\nlmm_centred_rows AS (\n  SELECT ").AppendJoin(", ", Numbered("k", plan.Keys.Count).Concat(Numbers(CentredByParameter)).Concat(plan.Weight is null ? [] : ["w"]))
            .Append("\n  FROM lmm_complete_rows)\n");
        AppendSums(text, "lmm_centred_rows", prefix: "", batch);
        return text.ToString();
    }

    /// <summary>The same with numbers about the means of their cells, for groups that are far apart: the sums of the numbers themselves are zero but for rounding.</summary>
    public string CellsAboutMeans(int batch)
    {
        string[] keys = [.. Numbered("k", plan.Keys.Count)];
        string[] means = [.. Enumerable.Range(0, plan.Numbers.Count).Select(static number => $"{Mean($"x{number + 1}")} AS m{number + 1}")];
        var text = new StringBuilder(Complete(withKeys: true));
        text.Append(",\nlmm_cell_means AS (\n  SELECT ").AppendJoin(", ", keys.Concat(means)).Append("\n  FROM lmm_complete_rows\n  GROUP BY ").AppendJoin(", ", keys)
            .Append("),\nlmm_centred_rows AS (\n  SELECT ")
            .AppendJoin(", ", keys.Select(static key => $"r.{key} AS {key}")
                .Concat(Numbers(number => $"(r.x{number + 1} - c.m{number + 1}) * {Parameter(ScaleOf(number))} AS z{number + 1}, (c.m{number + 1} - {Parameter(CentreOf(number))}) * {Parameter(ScaleOf(number))} AS m{number + 1}"))
                .Concat(plan.Weight is null ? [] : ["r.w AS w"]))
            .Append("\n  FROM lmm_complete_rows r JOIN lmm_cell_means c ON ").AppendJoin(" AND ", keys.Select(static key => $"r.{key} = c.{key}")).Append(")\n");
        AppendSums(text, "lmm_centred_rows", prefix: batch > 0 ? "" : string.Concat(Enumerable.Range(0, plan.Numbers.Count).Select(static number => $"MIN(m{number + 1}) AS m{number + 1}, ")), batch);
        return text.ToString();
    }

    /// <summary>The values that transforms learn from of rows which lack another variable or have no weight, and the numbers of these rows.</summary>
    public string Incomplete() => Incomplete(plan.Conditions);

    /// <summary>The same of rows that do not fulfil some conditions.</summary>
    public string Incomplete(IReadOnlyList<string> complete)
    {
        string columns = string.Join(", ", plan.Learned.Select(static (key, place) => $"{key} AS k{place + 1}"));
        string keys = string.Join(", ", Numbered("k", plan.Learned.Count));
        string conditions = string.Join(" AND ", complete.Concat(plan.Weight is { } weight ? [$"{weight} > 0"] : []));
        return $"WITH lmm_incomplete_rows AS (\n  SELECT {columns}\n  FROM {source}\n  WHERE NOT ({conditions}))\nSELECT {keys}, COUNT(*) AS n\nFROM lmm_incomplete_rows\nGROUP BY {keys}";
    }

    private string Complete(bool withKeys)
    {
        var text = new StringBuilder("WITH lmm_complete_rows AS (\n  SELECT ");
        IEnumerable<string> columns = (withKeys ? plan.Keys.Select(static (key, place) => $"{key} AS k{place + 1}") : [])
            .Concat(plan.Numbers.Select(static (number, place) => $"{number} AS x{place + 1}"))
            .Concat(withKeys ? [] : plan.Covariates.Select(static (number, place) => $"{number} AS v{place + 1}"))
            .Concat(plan.Weight is { } weight ? [$"{weight} AS w"] : []);
        text.AppendJoin(",\n    ", columns).Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", plan.Conditions);
        return text.Append(withKeys && plan.Weight is { } positive ? $" AND {positive} > 0)" : ")").Append(withKeys ? "" : "\n").ToString();
    }

    private void AppendSums(StringBuilder text, string rows, string prefix, int batch)
    {
        string weighted = plan.Weight is null ? "" : "w * ";
        List<string> sums = [];
        if (batch == 0)
        {
            sums.Add("COUNT(*) AS n");
            if (plan.Weight is not null)
            {
                sums.Add("SUM(w) AS sum_w");
                sums.Add($"SUM({plan.Dialect.Log("w")}) AS sum_log_w");
            }

            sums.AddRange(Numbers(number => $"SUM({weighted}z{number + 1}) AS s{number + 1}"));
        }

        (int from, int end) = ProductsOf(batch);
        int product = 0;
        for (int first = 0; first < plan.Numbers.Count; first++)
        {
            for (int second = 0; second <= first; second++, product++)
            {
                if (from <= product && product < end)
                {
                    sums.Add($"SUM({weighted}z{second + 1} * z{first + 1}) AS s{second + 1}_{first + 1}");
                }
            }
        }

        // A number that is constant in a cell is so exactly; sums of squares leave rounding of it.
        sums.AddRange(Enumerable.Range(1, plan.Plan.DesignNumbers).Select(static number => $"MAX(z{number}) - MIN(z{number}) AS range{number}"));
        string keys = string.Join(", ", Numbered("k", plan.Keys.Count));
        text.Append(CultureInfo.InvariantCulture, $"SELECT {keys},\n  {prefix}").AppendJoin(",\n  ", sums).Append(CultureInfo.InvariantCulture, $"\nFROM {rows}\nGROUP BY {keys}");
    }

    private string CentredByParameter(int number)
        => $"(x{number + 1} - {Parameter(CentreOf(number))}) * {Parameter(ScaleOf(number))} AS z{number + 1}";

    private string Parameter(string name) => plan.Dialect.AsDouble(plan.Dialect.ParameterOf(name));

    private IEnumerable<string> Numbers(Func<int, string> text) => Enumerable.Range(0, plan.Numbers.Count).Select(text);

    private static IEnumerable<string> Numbered(string letter, int count) => Enumerable.Range(1, count).Select(number => letter + number.ToString(CultureInfo.InvariantCulture));
}
