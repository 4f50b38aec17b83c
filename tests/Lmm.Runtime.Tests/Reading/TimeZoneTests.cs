namespace Lmm.Tests.Reading;

/// <summary>Times are the same on every machine: what is read depends on no time zone.</summary>
public sealed class TimeZoneTests
{
    [Theory]
    [InlineData("2020-01-05T22:00:00Z", 22, DateTimeKind.Utc)]
    [InlineData("2020-01-05T23:30:00+01:30", 22, DateTimeKind.Utc)]
    [InlineData("2020-01-05T22:00:00", 22, DateTimeKind.Unspecified)]
    public void A_time_keeps_its_instant_and_no_machine_shifts_it(string text, int hour, DateTimeKind kind)
    {
        foreach (string zone in new[] { "UTC", "Asia/Tokyo", "America/Los_Angeles" })
        {
            Moment moment = Zone.In(zone, () => Read(text));

            Assert.Equal(new DateTime(2020, 1, 5, hour, 0, 0), moment.Time);
            Assert.Equal(kind, moment.Time.Kind);
        }
    }

    [Theory]
    [InlineData("2020-01-05T22:00:00Z", 0)]
    [InlineData("2020-01-05T22:00:00+09:00", 9)]
    [InlineData("2020-01-05T22:00:00", 0)]
    public void A_time_with_an_offset_keeps_both(string text, int hours)
    {
        foreach (string zone in new[] { "UTC", "Asia/Tokyo", "America/Los_Angeles" })
        {
            Moment moment = Zone.In(zone, () => Read(text));

            Assert.Equal(new DateTime(2020, 1, 5, 22, 0, 0), moment.Stamp.DateTime);
            Assert.Equal(TimeSpan.FromHours(hours), moment.Stamp.Offset);
        }
    }

    [Fact]
    public void A_local_time_is_labelled_by_its_instant()
    {
        DateTime instant = new(2020, 1, 5, 22, 0, 0, DateTimeKind.Utc);
        foreach (string zone in new[] { "UTC", "Asia/Tokyo", "America/Los_Angeles" })
        {
            string label = Zone.In(zone, () => Lmm.Variables.LevelLabel.Of(instant.ToLocalTime()));

            Assert.Equal("2020-01-05T22:00:00.0000000Z", label);
        }
    }

    [Fact]
    public void A_column_of_a_table_keeps_the_text_of_its_times()
        => Assert.Equal(
            ["2020-01-05T22:00:00Z"],
            Zone.In("Asia/Tokyo", () => Csv.Read("y,t\n1,2020-01-05T22:00:00Z\n").Texts("t")));

    [Fact]
    public void A_time_does_not_end_with_NUL()
        => Assert.Contains("is no DateTime", Assert.Throws<DataSourceException>(() => Read("2020-01-05\0")).Message, StringComparison.Ordinal);

    private static Moment Read(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"Y,Time,Stamp\n1,{text},{text}\n");
            return MomentModel.ReadCsv(path)[0];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Runs code as on a machine in another time zone.</summary>
    private static class Zone
    {
        public static T In<T>(string zone, Func<T> work)
        {
            string? own = Environment.GetEnvironmentVariable("TZ");
            try
            {
                Environment.SetEnvironmentVariable("TZ", zone);
                TimeZoneInfo.ClearCachedData();
                Assert.Equal(TimeZoneInfo.FindSystemTimeZoneById(zone).BaseUtcOffset, TimeZoneInfo.Local.BaseUtcOffset);
                return work();
            }
            finally
            {
                Environment.SetEnvironmentVariable("TZ", own);
                TimeZoneInfo.ClearCachedData();
            }
        }
    }
}

[Model("y ~ 1", Name = "MomentModel")]
public sealed record Moment(double Y, DateTime Time, DateTimeOffset Stamp);
