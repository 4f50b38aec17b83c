using System.Globalization;
using System.Text;

namespace Lmm.Databases;

/// <summary>The statements of fits of many responses.</summary>
/// <param name="plan">How rows become cells, in the engine's language.</param>
/// <param name="source">The table, view or query, as <see cref="SqlSource"/> writes it.</param>
/// <param name="name">The value that names the response of a row; null where responses are columns.</param>
internal sealed class ResponseStatements(SqlCells plan, string source, string? name)
{
    /// <summary>The most columns that a statement returns; engines have limits of 1,600 and more.</summary>
    private const int MostColumns = 1500;

    private readonly int _numbers = plan.Numbers.Count - 1;

    /// <summary>How many responses go into a statement; one where a column names the response of a row.</summary>
    public int ResponsesAtOnce => name is null ? Math.Max(1, (MostColumns - plan.Keys.Count - _numbers - 1) / SumsOf("y").Count) : 1;

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
            .AppendJoin(", ", Numbered(plan.Numbers.SkipLast(1), "x").Concat(plan.Weight is { } weight ? [$"{weight} AS w"] : []).DefaultIfEmpty("1 AS one"))
            .Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", plan.DesignConditions.Concat(Named()))
            .Append(CultureInfo.InvariantCulture, $")\nSELECT (SELECT COUNT(*) FROM {source}{(name is null ? "" : $" WHERE {Named().Single()}")}) AS total, COUNT(*) AS complete");
        foreach (string number in Letters("x", _numbers).Concat(plan.Weight is null ? [] : ["w"]))
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  {Range(number)}");
        }

        return text.Append("\nFROM lmm_design_rows").ToString();
    }

    /// <summary>One row per cell: its keys, the means of the numbers, the number of rows and, where there are numbers, the sums of these and of their products about the means.</summary>
    public string Design() => Cells([]);

    /// <summary>One row per cell, and per response where a column names them: the name, the keys, the means of the numbers; and of each response its mean in the cell and the sums about the means over the rows that have it.</summary>
    /// <param name="responses">The values of the responses.</param>
    public string Sums(IReadOnlyList<string> responses) => Cells(responses);

    /// <summary>One row, or one per response where a column names them: the number of rows, and of each response how many values it has, mean, least and greatest.</summary>
    public string Ranges(IReadOnlyList<string> responses)
    {
        var text = new StringBuilder("WITH lmm_response_rows AS (\n  SELECT ")
            .AppendJoin(",\n    ", (name is null ? [] : new[] { $"{name} AS g" }).Concat(Numbered(responses, "y")))
            .Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", Conditions())
            .Append(")\nSELECT ").Append(name is null ? "" : "g, ").Append("COUNT(*) AS n");
        foreach (string response in Letters("y", responses.Count))
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  {Range(response)}");
        }

        return text.Append("\nFROM lmm_response_rows").Append(name is null ? "" : "\nGROUP BY g").ToString();
    }

    /// <summary>The values that transforms learn from of rows which lack another variable of the design or have no weight, and the numbers of these rows.</summary>
    public string Incomplete() => new CellStatements(plan, source).Incomplete(plan.DesignConditions);

    private string Cells(IReadOnlyList<string> responses)
    {
        bool isNamed = name is not null && responses.Count > 0;
        string[] keys = [.. isNamed ? ["g"] : Array.Empty<string>(), .. Letters("k", plan.Keys.Count)];
        string[] numbers = [.. Letters("x", _numbers), .. Letters("y", responses.Count)];
        var text = new StringBuilder("WITH lmm_complete_rows AS (\n  SELECT ")
            .AppendJoin(",\n    ", (isNamed ? [$"{name} AS g"] : Enumerable.Empty<string>())
                .Concat(Numbered(plan.Keys, "k")).Concat(Numbered(plan.Numbers.SkipLast(1), "x")).Concat(Numbered(responses, "y")).Concat(plan.Weight is { } weight ? [$"{weight} AS w"] : []))
            .Append(CultureInfo.InvariantCulture, $"\n  FROM {source}\n  WHERE ").AppendJoin(" AND ", Conditions()).Append(')');
        if (numbers.Length > 0)
        {
            AppendCentred(text, keys, numbers);
        }

        text.Append("\nSELECT ").AppendJoin(", ", keys.Concat(Letters("x", _numbers).Select(static number => $"MIN(mean_{number})"))).Append(responses.Count > 0 ? ", COUNT(*) AS n" : "");
        foreach (string response in responses.Count > 0 ? Letters("y", responses.Count) : [""])
        {
            text.Append(",\n  ").AppendJoin(", ", SumsOf(response));
        }

        text.Append(numbers.Length > 0 ? "\nFROM lmm_centred_rows" : "\nFROM lmm_complete_rows").Append("\nGROUP BY ").AppendJoin(", ", keys);
        return isNamed ? text.Append("\nORDER BY g").ToString() : text.ToString();
    }

    private void AppendCentred(StringBuilder text, string[] keys, string[] numbers) => text
        .Append(",\nlmm_cell_means AS (\n  SELECT ").AppendJoin(", ", keys.Concat(numbers.Select(static number => $"AVG({number}) AS mean_{number}")))
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

    private IEnumerable<string> Conditions() => plan.DesignConditions.Concat(Named()).Concat(plan.Weight is { } weight ? [$"{weight} > 0"] : []);

    private IEnumerable<string> Named() => name is null ? [] : [$"{name} IS NOT NULL"];

    private string Batch() => name is null ? "; sent for each batch of columns" : "";

    private static string Range(string number) => $"COUNT({number}) AS n_{number}, AVG({number}) AS mean_{number}, MIN({number}) AS min_{number}, MAX({number}) AS max_{number}";

    private static IEnumerable<string> Numbered(IEnumerable<string> values, string letter) => values.Select((value, place) => $"{value} AS {letter}{place + 1}");

    private static IEnumerable<string> Letters(string letter, int count) => Enumerable.Range(1, count).Select(number => letter + number.ToString(CultureInfo.InvariantCulture));
}
