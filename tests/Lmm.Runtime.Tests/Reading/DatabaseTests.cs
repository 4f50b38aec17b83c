using Microsoft.Data.Sqlite;

namespace Lmm.Tests.Reading;

/// <summary>Queries on a SQLite database in a file.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lmm-{Guid.NewGuid():N}.db");
    private readonly SqliteConnection _connection;

    // A command that is disposed of closes its reader.
    private readonly List<SqliteCommand> _commands = [];

    public DatabaseTests()
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        _connection.Open();
        Execute("CREATE TABLE bag (y REAL, x REAL, grp TEXT, site TEXT, initial INTEGER, field INTEGER, day TEXT, flag INTEGER)");
        Execute("INSERT INTO bag VALUES (1.5, 2, 'g1', 'south', NULL, 4, '2024-02-29', 1), (2.5, NULL, 'g2', 'north', 3, 5, NULL, 0), (0.1, -1e-300, 'g1', 'é \"x\"', 9007199254740993, 6, '2023-01-01', NULL)");
    }

    public void Dispose()
    {
        _commands.ForEach(command => command.Dispose());
        _connection.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void A_frame_takes_its_types_from_the_values()
    {
        ModelFrame frame = Frame("SELECT * FROM bag");

        Assert.Equal(["double", "double", "text", "text", "long", "long", "date", "long"], frame.Columns.Select(column => column.Declaration.TypeName));
        Assert.Equal([1.5, 2.5, 0.1], frame.Numbers("y"));
        Assert.Equal([2, double.NaN, -1e-300], frame.Numbers("x"));
        Assert.Equal(["south", "north", "é \"x\""], frame.Texts("site"));
        Assert.Equal([null, "3", "9007199254740993"], frame.Texts("initial"));
        Assert.Equal(["2024-02-29", null, "2023-01-01"], frame.Texts("day"));
        Assert.Equal([1, 0, double.NaN], frame.Numbers("flag"));
    }

    [Fact]
    public void Rows_are_read_by_generated_code()
    {
        using SqliteDataReader query = Query("SELECT y, coalesce(x, 0) AS X, grp AS 'the group', site, initial, field FROM bag WHERE initial IS NULL OR initial < 10");
        List<MixedBag> rows = MixedBagModel.Read(query);

        Assert.Equal(
            [(1.5, 2.0, "g1", "south", null, 4), (2.5, 0.0, "g2", "north", 3, 5)],
            rows.Select(row => (row.Y, row.X, row.Group, row.Site, row.Initial, row.Field)));
    }

    [Fact]
    public void Equal_texts_of_a_query_are_one_object()
    {
        using SqliteDataReader query = Query("SELECT y, 1 AS x, grp AS 'the group' FROM bag");
        List<MixedBag> rows = MixedBagModel.Read(query);

        Assert.Equal("g1", rows[2].Group);
        Assert.Same(rows[0].Group, rows[2].Group);
    }

    [Fact]
    public void Every_type_is_read_from_what_SQLite_stores()
    {
        const string Key = "0f8fad5b-d9cb-469f-a165-70867728950e";
        using SqliteDataReader query = Query(
            $"""
            SELECT 1 AS number, 0.1 AS real, '0.25' AS narrow, 0.1 AS exact, -128 AS tiny, '18446744073709551615' AS huge, 5 AS wider, 1 AS truth, 2 AS dose,
                'text' AS text, 'c' AS letter, '{Key}' AS "key", '2024-02-29' AS date, '2024-02-29 12:30:00' AS time, NULL AS maybeNumber, 3.5 AS maybeReal,
                NULL AS maybeExact, 3.0 AS maybeWhole, 'false' AS maybeTruth, 'Low' AS maybeDose, NULL AS maybeText, NULL AS maybeLetter, NULL AS maybeKey, NULL AS maybeDate
            """);

        Assert.Equal(
            new Everything(1, 0.1f, (Half)0.25, 0.1m, -128, ulong.MaxValue, 5, true, Dose.High, "text", 'c', Guid.Parse(Key), new(2024, 2, 29), new(2024, 2, 29, 12, 30, 0), null, 3.5f, null, 3, false, Dose.Low, null, null, null, null),
            Assert.Single(EverythingModel.Read(query)));
    }

    [Theory]
    [InlineData("SELECT y, x, grp AS 'the group' FROM bag WHERE field < 5 UNION ALL SELECT 1, 'abc', 'g'", "the query, row 2, column 'x': 'abc' is no number; correct it", 2, "x")]
    [InlineData("SELECT 1 AS y, 2 AS x, NULL AS 'the group'", "the query, row 1, column 'the group': the value is missing", 1, "the group")]
    [InlineData("SELECT 1 AS y, 2 AS x, 'g' AS 'the group', 3000000000 AS field", "the query, row 1, column 'field': '3000000000' is too large or too small for Int32", 1, "field")]
    [InlineData("SELECT 1 AS y, 2 AS x, 'g' AS 'the group', 2.5 AS field", "the query, row 1, column 'field': '2.5' is no whole number", 1, "field")]
    [InlineData("SELECT 1 AS y, 2 AS x, 'g' AS 'the group', 1e17 AS field", "the query, row 1, column 'field': '1E+17' is no whole number", 1, "field")]
    [InlineData("SELECT 1 AS y, 2 AS x", "the query: there is no column 'the group'; there are y, x", null, null)]
    [InlineData("SELECT 1 AS y, 2 AS y", "the query, column 'y': two columns have this name; give each its own by AS", null, "y")]
    [InlineData("SELECT x'00ff' AS 'the group', 1 AS y, 2 AS x", "the query, row 1, column 'the group': the value is binary", 1, "the group")]
    public void Faults_of_typed_rows_name_row_and_column(string sql, string message, int? row, string? column)
    {
        using SqliteDataReader query = Query(sql);
        DataSourceException fault = Assert.Throws<DataSourceException>(() => MixedBagModel.Read(query));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(row, (int?)fault.Line);
        Assert.Equal(column, fault.Column);
    }

    [Fact]
    public void A_text_among_numbers_is_told_by_its_row()
    {
        ModelFrame frame = Frame("SELECT field AS y, x FROM bag UNION ALL SELECT 'abc', 1");
        FormulaException fault = Assert.Throws<FormulaException>(() => Model.Parse("y ~ x").Fit(frame));

        Assert.Contains("y is text because row 4 of the query holds 'abc'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_without_rows_is_a_fault_of_frames_and_an_empty_list_of_rows()
    {
        Assert.Contains("there are no rows", Assert.Throws<DataSourceException>(() => Frame("SELECT * FROM bag WHERE 0")).Message, StringComparison.Ordinal);
        using SqliteDataReader query = Query("SELECT y, x, grp AS 'the group' FROM bag WHERE 0");
        Assert.Empty(MixedBagModel.Read(query));
    }

    [Fact]
    public void The_sleep_study_fits_from_a_database_as_from_its_file()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "sleepstudy.csv");
        Execute("CREATE TABLE sleepstudy (Reaction REAL, Days INTEGER, Subject INTEGER)");
        foreach (ReferenceModels.Rows.SleepDay day in ReferenceModels.Rows.SleepDayModel.ReadCsv(path))
        {
            using SqliteCommand insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO sleepstudy VALUES ($reaction, $days, $subject)";
            insert.Parameters.AddWithValue("$reaction", day.Reaction);
            insert.Parameters.AddWithValue("$days", day.Days);
            insert.Parameters.AddWithValue("$subject", day.Subject);
            insert.ExecuteNonQuery();
        }

        double objective = ((LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(ModelFrame.FromCsv(path))).Objective;
        ModelFit fit = Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Frame("SELECT * FROM sleepstudy"));
        using SqliteDataReader query = Query("SELECT * FROM sleepstudy");

        Assert.Equal(objective, ((LinearMixedModelFit)fit).Objective);
        Assert.Equal(objective, ReferenceModels.Rows.SleepDayModel.Fit(ReferenceModels.Rows.SleepDayModel.Read(query)).Objective);
    }

    private ModelFrame Frame(string sql)
    {
        using SqliteDataReader query = Query(sql);
        return ModelFrame.From(query);
    }

    private SqliteDataReader Query(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        _commands.Add(command);
        command.CommandText = sql;
        return command.ExecuteReader();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
