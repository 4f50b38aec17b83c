using System.Data.Common;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Rows that are spread over three servers are fitted as if they were in one place, or not at all.</summary>
[Collection(nameof(ShardTests))]
public sealed class ShardTests(ShardTests.Servers servers) : IClassFixture<ShardTests.Servers>
{
    private const int Count = 3;

    [PostgreSqlFact]
    public void Rows_spread_by_group_give_the_fit_of_all() => CheckSpread("by_group", static (row, frame) => (int)frame["clinic"].Numbers![row] % Count);

    [PostgreSqlFact]
    public void Rows_spread_at_random_give_the_fit_of_all()
    {
        var random = new Random(5);
        int[] shard = [.. Enumerable.Range(0, servers.Frame.RowCount).Select(_ => random.Next(Count))];
        CheckSpread("at_random", (row, _) => shard[row]);
    }

    [PostgreSqlFact]
    public void Many_responses_are_fitted_to_the_rows_of_all_and_a_server_that_is_gone_is_named()
    {
        (string Name, double[] Values)[] responses = ManyResponses.Draw(servers.Frame, "score", 7, seed: 3);
        ModelFrame wide = ManyResponses.Wide(servers.Frame, responses);
        ModelFrame rows = ManyResponses.Long(servers.Frame, responses, "gene", "score");
        DatabaseResponses columns = DatabaseResponses.InColumns([.. responses.Select(static response => response.Name)]);
        servers.Fill("wide", wide, static (row, _) => row % Count);
        servers.Fill("tall", rows, static (row, frame) => frame["gene"].Codes[row] == 2 ? 1 : row % Count);
        ManyFits memory = ManyResponses.InMemory(servers.Frame, Visits.Formula, responses);
        Model model = Model.Parse(Visits.Formula);
        DbConnection[] connections = [.. servers.All.Select(static server => server.Connect("secret"))];

        ManyResponses.Agree(memory, model.FitManyIn(connections, "wide", columns));
        ManyResponses.Agree(memory, model.FitManyIn(connections, "tall", DatabaseResponses.InRows("gene")));
        ManyResponses.Agree(VisitModel.FitMany(Visits.Typed(servers.Frame), new ResponseTable([.. responses.Select(static response => response.Values)], [.. responses.Select(static response => response.Name)])), VisitModel.FitManyIn(connections, "wide", columns));

        connections[2].Open();
        servers.All[2].Kill();
        foreach (DatabaseResponses where in new[] { columns, DatabaseResponses.InRows("gene") })
        {
            DataSourceException fault = Assert.Throws<DataSourceException>(() => model.FitManyIn(connections, where == columns ? "wide" : "tall", where));
            Assert.Contains($"127.0.0.1:{servers.All[2].Port}", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        }

        servers.All[2].Resume();
        connections[2].Close();
        ManyResponses.Agree(memory, model.FitManyIn(connections, "wide", columns));
    }

    [PostgreSqlFact]
    public void A_partitioned_table_over_foreign_servers_gives_it_too()
    {
        servers.Fill("parted", static (row, _) => row % Count);
        using DbConnection first = servers.All[0].Connect();
        first.Open();
        Run(first, "DROP TABLE IF EXISTS everywhere; CREATE EXTENSION IF NOT EXISTS postgres_fdw; CREATE TABLE everywhere (score double precision, dose double precision, arm text, clinic bigint, shard int) PARTITION BY LIST (shard)");
        for (int shard = 0; shard < Count; shard++)
        {
            using DbConnection owner = servers.All[shard].Connect();
            owner.Open();
            Run(owner, $"CREATE OR REPLACE VIEW part AS SELECT *, {shard} AS shard FROM parted");
            Run(first, $"DROP SERVER IF EXISTS shard{shard} CASCADE; CREATE SERVER shard{shard} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '{servers.All[shard].Port}', dbname 'postgres'); CREATE USER MAPPING FOR lmm SERVER shard{shard} OPTIONS (user 'lmm'); CREATE FOREIGN TABLE everywhere{shard} PARTITION OF everywhere FOR VALUES IN ({shard}) SERVER shard{shard} OPTIONS (table_name 'part')");
        }

        Agreement.Of(servers.Memory, Model.Parse(Visits.Formula).FitIn(first, "everywhere"));
    }

    [PostgreSqlFact]
    public void A_server_that_is_gone_is_named_and_nothing_is_fitted_without_it()
    {
        servers.Fill("gone", static (row, _) => row % Count);
        DbConnection[] connections = [.. servers.All.Select(static server => server.Connect("secret"))];
        CrossProducts sums = Model.Parse(Visits.Formula).CrossProductsIn(connections[0], "gone").Add(Model.Parse(Visits.Formula).CrossProductsIn(connections[2], "gone"));
        connections[1].Open();
        servers.All[1].Kill();

        DataSourceException fault = Assert.Throws<DataSourceException>(() => Model.Parse(Visits.Formula).FitIn(connections, "gone"));

        Assert.Contains($"127.0.0.1:{servers.All[1].Port}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("its rows are not counted, so that no fit is made of those of the others", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);

        // That server's rows alone, added to what is known of the others.
        servers.All[1].Resume();
        connections[1].Close();
        Agreement.Of(servers.Memory, LinearMixedModel.Fit(sums.Add(Model.Parse(Visits.Formula).CrossProductsIn(connections[1], "gone"))));
    }

    [PostgreSqlFact]
    public void A_shard_with_another_schema_is_named()
    {
        servers.Fill("other", static (row, _) => row % Count);
        using (DbConnection second = servers.All[1].Connect())
        {
            second.Open();
            Run(second, "ALTER TABLE other ALTER clinic TYPE text");
        }

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse(Visits.Formula).FitIn([.. servers.All.Select(static server => server.Connect())], "other"));

        Assert.Equal(LmmErrorCode.UnsuitableColumn, fault.Code);
        Assert.Contains($":{servers.All[1].Port}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("clinic", fault.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task A_fit_that_is_cancelled_leaves_no_statement_on_the_server()
    {
        await using Npgsql.NpgsqlConnection connection = servers.All[0].Connect();
        await connection.OpenAsync();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        const string Slow = "SELECT random() AS score, pg_sleep(0.05)::text AS arm, 1.5::float8 AS dose, (i % 7)::bigint AS clinic FROM generate_series(1, 100000) i OFFSET 0";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Model.Parse("score ~ dose + arm + (1 | clinic)").FitInAsync(connection, Slow, cancellationToken: source.Token));

        await using Npgsql.NpgsqlConnection watcher = servers.All[0].Connect();
        await watcher.OpenAsync();
        await using Npgsql.NpgsqlCommand running = new("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(0.05)%' AND pid <> pg_backend_pid()", watcher);
        Assert.Equal(0L, await running.ExecuteScalarAsync());
    }

    [PostgreSqlFact]
    public void A_statement_that_takes_too_long_says_so()
    {
        using Npgsql.NpgsqlConnection connection = servers.All[0].Connect();
        const string Slow = "SELECT random() AS score, pg_sleep(0.05)::text AS arm, 1.5::float8 AS dose, (i % 7)::bigint AS clinic FROM generate_series(1, 100000) i OFFSET 0";

        DataSourceException fault = Assert.Throws<DataSourceException>(() => Model.Parse("score ~ dose + arm + (1 | clinic)").FitIn(connection, Slow, options: new DatabaseOptions { StatementSeconds = 1 }));

        Assert.Contains("PostgreSQL", fault.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public void Both_passes_see_one_state()
    {
        servers.Fill("moving", static (_, _) => 0);
        using Npgsql.NpgsqlConnection connection = servers.All[0].Connect();
        connection.Open();
        using Npgsql.NpgsqlConnection writer = servers.All[0].Connect();
        writer.Open();
        var progress = new Writing(() => Run(writer, "INSERT INTO moving SELECT * FROM moving"));

        LinearMixedModelFit fit = Model.Parse(Visits.Formula).FitInAsync(connection, "moving", progress: progress).GetAwaiter().GetResult();
        Run(writer, "DELETE FROM moving");

        Assert.Contains(fit.ObservationCount, new long[] { servers.Frame.RowCount, 2 * servers.Frame.RowCount });
    }

    private void CheckSpread(string table, Func<int, ModelFrame, int> shardOf)
    {
        servers.Fill(table, shardOf);
        DbConnection[] connections = [.. servers.All.Select(static server => server.Connect())];

        Agreement.Of(servers.Memory, Model.Parse(Visits.Formula).FitIn(connections, table));

        VisitFit typed = VisitModel.FitIn(connections, table);
        Assert.Equal(VisitModel.Fit(Visits.Typed(servers.Frame)).Dose.Estimate, typed.Dose.Estimate, 1e-9);
    }

    private static void Run(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private sealed class Writing(Action write) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Stage == FitStage.Design)
            {
                write();
            }
        }
    }

    /// <summary>Three servers, and the fit of all rows in memory.</summary>
    public sealed class Servers : IDisposable
    {
        public ModelFrame Frame { get; } = Visits.Draw();

        public LinearMixedModelFit Memory => field ??= (LinearMixedModelFit)Model.Parse(Visits.Formula).Fit(Frame);

        public PostgreSqlServer[] All { get; } = PostgreSqlServer.WhatIsMissing is null ? [.. Enumerable.Range(0, Count).Select(static _ => PostgreSqlServer.Start())] : [];

        /// <summary>Puts each row of the frame into a table of one of the servers.</summary>
        public void Fill(string table, Func<int, ModelFrame, int> shardOf) => Fill(table, Frame, shardOf);

        /// <summary>Puts each row of another frame into a table of one of the servers.</summary>
        public void Fill(string table, ModelFrame frame, Func<int, ModelFrame, int> shardOf)
        {
            for (int shard = 0; shard < All.Length; shard++)
            {
                using var engine = new Engine(All[shard].Connect(), new ColumnTypes("DOUBLE PRECISION", "BIGINT", "BOOLEAN", "TEXT"));
                engine.Connection.Open();
                engine.Create(table, frame, Enumerable.Range(0, frame.RowCount).Where(row => shardOf(row, frame) == shard));
            }
        }

        public void Dispose() => Array.ForEach(All, static server => server.Dispose());
    }
}
