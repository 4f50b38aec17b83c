using System.Globalization;
using System.Text;
using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>The statements of fits of many responses.</summary>
/// <param name="plan">How rows become cells, in the engine's language.</param>
/// <param name="source">The table, view or query, as <see cref="SqlSource"/> writes it.</param>
/// <param name="name">The value that names the response of a row; null where responses are columns.</param>
internal sealed class ResponseStatements(SqlCells plan, string source, string? name)
{
    /// <summary>The most columns that a statement returns; engines have limits of 1,600 and more.</summary>
    private const int MostColumns = 1500;

    /// <summary>The most columns that a statement turns into rows, so that its text stays small.</summary>
    private const int MostTurned = 4000;

    private readonly int _numbers = plan.Numbers.Count - 1;

    /// <summary>True where the statements of responses return them one after the other, by name: that which rows have, or that of <see cref="Turned"/> columns.</summary>
    public bool AreInTurn => name is not null || plan.Dialect.TurnsColumns;

    /// <summary>How many responses go into a statement; one where a column names the response of a row.</summary>
    public int ResponsesAtOnce => name is not null ? 1 : AreInTurn ? MostTurned : Math.Max(1, (MostColumns - plan.Keys.Count - _numbers - 1) / SumsOf("y").Count);

    /// <summary>The name of a column among those that a statement turns into rows.</summary>
    /// <param name="place">Its place, counted from zero.</param>
    public static string Turned(int place) => string.Create(CultureInfo.InvariantCulture, $"r{place + 1}");

    /// <summary>All statements, in the order in which a fit sends them; of batches the first.</summary>
    /// <param name="responses">The values of the responses of the first batch.</param>
    public IReadOnlyList<SqlStatement> All(IReadOnlyList<string> responses) =>
    [
        new("counts of rows, means and ranges of numbers", Summary(), isConditional: false),
        new("sums of the design within cells", Design(), isConditional: false),
        .. plan.Learned.Count > 0 ? [new SqlStatement("what transforms learn from of incomplete rows; sent where there are some", Incomplete(), isConditional: true)] : Array.Empty<SqlStatement>(),
        new($"counts, means and ranges of responses{Batch()}", Ranges(responses), isConditional: false),
        new($"sums of responses within cells{Batch()}", Sums(responses), isConditional: false),
    ];

    /// <summary>One row: the number of all rows and of those with a design; of each number how many values it has, mean, least and greatest; the same of the weights.</summary>
    public string Summary()
    {
        var text = new StringBuilder("WITH lmm_design_rows AS (\n  SELECT ")
            .AppendJoin(", ", Numbered(plan.Numbers.SkipLast(1), "x").Select(Named).Concat(plan.Weight is { } weight ? [$"{weight} AS w"] : []).DefaultIfEmpty("1 AS one"))
            .Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", plan.DesignConditions.Concat(WithName()))
            .Append(CultureInfo.InvariantCulture, $")\nSELECT (SELECT COUNT(*) FROM {source}{(name is null ? "" : $" WHERE {WithName().Single()}")}) AS total, COUNT(*) AS complete");
        foreach (string number in Letters("x", _numbers).Concat(plan.Weight is null ? [] : ["w"]))
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  {Range(number)}");
        }

        return text.Append("\nFROM lmm_design_rows").ToString();
    }

    /// <summary>One row per cell: its keys, the means of the numbers, the number of rows and, where there are numbers, the sums of these and of their products about the means.</summary>
    public string Design() => Cells([]);

    /// <summary>One row per cell, and per response where these come in turn: the name, the keys, the means of the numbers; and of each response its mean in the cell and the sums about the means over the rows that have it.</summary>
    /// <param name="responses">The values of the responses.</param>
    public string Sums(IReadOnlyList<string> responses) => Cells(responses);

    /// <summary>One row, or one per response where these come in turn: the number of rows, and of each response how many values it has, mean, least and greatest.</summary>
    /// <param name="responses">The values of the responses.</param>
    public string Ranges(IReadOnlyList<string> responses)
    {
        var text = new StringBuilder("WITH ");
        AppendRows(text, "lmm_response_rows", [], responses, keepsNulls: true);
        text.Append("\nSELECT ").Append(AreInTurn ? "g, " : "").Append("COUNT(*) AS n");
        foreach (string response in Responses(responses))
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  {Range(response)}");
        }

        return text.Append("\nFROM lmm_response_rows").Append(AreInTurn ? "\nGROUP BY g" : "").ToString();
    }

    /// <summary>The values that transforms learn from of rows which lack another variable of the design or have no weight, and the numbers of these rows.</summary>
    public string Incomplete() => new CellStatements(plan, source).Incomplete(plan.DesignConditions);

    private string Cells(IReadOnlyList<string> responses)
    {
        bool isNamed = AreInTurn && responses.Count > 0;
        string[] keys = [.. isNamed ? ["g"] : Array.Empty<string>(), .. Letters("k", plan.Keys.Count)];
        string[] values = [.. Responses(responses)];
        string[] numbers = [.. Letters("x", _numbers), .. values];
        var text = new StringBuilder("WITH ");
        AppendRows(text, "lmm_complete_rows", [.. Numbered(plan.Keys, "k"), .. Numbered(plan.Numbers.SkipLast(1), "x"), .. plan.Weight is { } weight ? [(weight, "w")] : Array.Empty<(string, string)>()], responses);
        if (numbers.Length > 0)
        {
            AppendCentred(text, keys, numbers);
        }

        text.Append("\nSELECT ").AppendJoin(", ", keys.Concat(Letters("x", _numbers).Select(static number => $"MIN(mean_{number})"))).Append(responses.Count > 0 ? ", COUNT(*) AS n" : "");
        foreach (string response in values.DefaultIfEmpty(""))
        {
            text.Append(",\n  ").AppendJoin(", ", SumsOf(response));
        }

        text.Append(numbers.Length > 0 ? "\nFROM lmm_centred_rows" : "\nFROM lmm_complete_rows").Append("\nGROUP BY ").AppendJoin(", ", keys);
        return isNamed ? text.Append("\nORDER BY g").ToString() : text.ToString();
    }

    // The rows that responses are summed of; in turn they have the name g and the value y1.
    private void AppendRows(StringBuilder text, string rows, IReadOnlyList<(string Value, string Name)> design, IReadOnlyList<string> responses, bool keepsNulls = false)
    {
        bool turns = AreInTurn && name is null && responses.Count > 0;
        (string, string)[] offsets = turns ? [.. Numbered(plan.Offsets, "o")] : [];
        IEnumerable<(string Value, string Name)> columns = (name is not null && responses.Count > 0 ? [(name, "g")] : Enumerable.Empty<(string, string)>()).Concat(design).Concat(offsets).Concat(Numbered(responses, turns ? "r" : "y"));
        text.Append(turns ? "lmm_sample_rows" : rows).Append(" AS (\n  SELECT ").AppendJoin(",\n    ", columns.Select(Named))
            .Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", Conditions()).Append(')');
        if (turns)
        {
            string[] places = [.. responses.Select(static (_, place) => Turned(place))];
            string[] names = [.. Letters("o", offsets.Length)];
            string value = string.Join(" - ", names.Prepend("y0"));
            string condition = string.Join(" AND ", names.Select(static offset => $"{offset} IS NOT NULL").Prepend(plan.Dialect.HasValue("y0", VariableType.Continuous)));
            text.Append(CultureInfo.InvariantCulture, $",\n{rows} AS (\n  SELECT ").AppendJoin(", ", design.Select(static column => column.Name).Prepend("g").Append(keepsNulls ? $"CASE WHEN {condition} THEN {value} END AS y1" : $"{value} AS y1"))
                .Append(CultureInfo.InvariantCulture, $"\n  FROM lmm_sample_rows UNPIVOT {(keepsNulls ? "INCLUDE NULLS " : "")}(y0 FOR g IN (").AppendJoin(", ", places).Append("))").Append(keepsNulls ? ")" : $"\n  WHERE {condition})");
        }
    }

    private IEnumerable<string> Responses(IReadOnlyList<string> responses) => Letters("y", AreInTurn ? Math.Min(1, responses.Count) : responses.Count);

    private void AppendCentred(StringBuilder text, string[] keys, string[] numbers) => text
        .Append(",\nlmm_cell_means AS (\n  SELECT ").AppendJoin(", ", keys.Concat(numbers.Select(static number => $"{CellStatements.Mean(number)} AS mean_{number}")))
        .Append("\n  FROM lmm_complete_rows\n  GROUP BY ").AppendJoin(", ", keys).Append("),\nlmm_centred_rows AS (\n  SELECT ")
        .AppendJoin(", ", keys.Select(static key => $"r.{key} AS {key}")
            .Concat(numbers.SelectMany(static number => new[] { $"r.{number} - c.mean_{number} AS {number}", $"c.mean_{number} AS mean_{number}" }))
            .Concat(plan.Weight is null ? [] : ["r.w AS w"]))
        .Append("\n  FROM lmm_complete_rows r JOIN lmm_cell_means c ON ").AppendJoin(" AND ", keys.Select(static key => $"r.{key} = c.{key}")).Append(')');

    // Of the rows that have a response: its mean; their number, the sums of their weights and of the logarithms; the sums of numbers and response, and of products; the ranges of the numbers.
    private List<string> SumsOf(string response)
    {
        string[] numbers = [.. Letters("x", _numbers), .. response.Length > 0 ? [response] : Array.Empty<string>()];
        string weighted = plan.Weight is null ? "" : "w * ";
        List<string> sums = response.Length > 0 ? [$"MIN(mean_{response})", $"COUNT({response})"] : ["COUNT(*) AS n"];
        if (plan.Weight is not null)
        {
            sums.Add($"SUM({Having("w")})");
            sums.Add($"SUM({Having(plan.Dialect.Log("w"))})");
        }

        sums.AddRange(numbers.Select(number => $"SUM({Having(weighted + number)})"));
        for (int second = 0; second < numbers.Length; second++)
        {
            for (int first = 0; first <= second; first++)
            {
                sums.Add($"SUM({Having($"{weighted}{numbers[first]} * {numbers[second]}")})");
            }
        }

        sums.AddRange(Letters("x", _numbers).Select(number => $"MAX({Having(number)}) - MIN({Having(number)})"));
        return sums;

        string Having(string value) => response.Length == 0 || value.EndsWith(response, StringComparison.Ordinal) ? value : $"CASE WHEN {response} IS NOT NULL THEN {value} END";
    }

    private IEnumerable<string> Conditions() => plan.DesignConditions.Concat(WithName()).Concat(plan.Weight is { } weight ? [$"{weight} > 0"] : []);

    private IEnumerable<string> WithName() => name is null ? [] : [$"{name} IS NOT NULL"];

    private string Batch() => name is null ? "; sent for each batch of columns" : "";

    private static string Range(string number) => $"COUNT({number}) AS n_{number}, {CellStatements.Mean(number)} AS mean_{number}, MIN({number}) AS min_{number}, MAX({number}) AS max_{number}";

    private static IEnumerable<(string Value, string Name)> Numbered(IEnumerable<string> values, string letter) => values.Zip(Letters(letter, int.MaxValue));

    private static string Named((string Value, string Name) column) => $"{column.Value} AS {column.Name}";

    private static IEnumerable<string> Letters(string letter, int count) => Enumerable.Range(1, count).Select(number => letter + number.ToString(CultureInfo.InvariantCulture));
}
