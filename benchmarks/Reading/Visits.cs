using System.Data.Common;

namespace Lmm.Benchmarks.Reading;

/// <summary>Made-up visits, and the loop that one writes by hand to read them.</summary>
internal static class Visits
{
    public static Visit[] Make(int rows)
    {
        Random random = new(5);
        string[] subjects = [.. Enumerable.Range(0, 2000).Select(i => $"S{i:D4}")];
        return
        [
            .. Enumerable.Range(0, rows).Select(_ => new Visit(
                250 + (50 * random.NextDouble()),
                random.NextDouble(),
                random.Next(10) == 0 ? null : 60 + (30 * random.NextDouble()),
                random.Next(100),
                subjects[random.Next(subjects.Length)],
                (Arm)random.Next(3),
                new DateOnly(2024, 1, 1).AddDays(random.Next(1000)))),
        ];
    }

    public static List<Visit> ReadByHand(DbDataReader query)
    {
        List<Visit> visits = [];
        while (query.Read())
        {
            visits.Add(new Visit(
                query.GetDouble(0),
                query.GetDouble(1),
                query.IsDBNull(2) ? null : query.GetDouble(2),
                query.GetInt32(3),
                query.GetString(4),
                Enum.Parse<Arm>(query.GetString(5)),
                DateOnly.FromDateTime(query.GetDateTime(6))));
        }

        return visits;
    }
}
