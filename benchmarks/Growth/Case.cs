namespace Lmm.Benchmarks.Growth;

/// <summary>A model with rows to fit it to.</summary>
/// <param name="Name">Shape, rows and levels.</param>
/// <param name="Measure">Makes the rows, fits the model and says what it took.</param>
internal sealed record Case(string Name, Func<Outcome> Measure)
{
    /// <summary>All cases, by shape and size.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        Grouped(10_000, 100),
        Grouped(10_000, 1_000),
        Grouped(100_000, 1_000),
        Grouped(100_000, 10_000),
        Grouped(1_000_000, 1_000),
        Grouped(1_000_000, 100_000),
        Grouped(10_000_000, 1_000),
        Grouped(10_000_000, 100_000),
        Grouped(10_000_000, 1_000_000),
        Streamed(100_000, 1_000),
        Streamed(1_000_000, 1_000),
        Streamed(10_000_000, 1_000),
        Skewed(10_000, 200, 150),
        Skewed(100_000, 1_000, 700),
        Skewed(1_000_000, 6_000, 3_700),
        Local(100_000, 10_000, 1_000),
        Local(200_000, 20_000, 10_000),
        Local(1_000_000, 100_000, 50_000),
        Local(4_000_000, 1_000_000, 100_000),
        Schools(10_000, 1_000, 100),
        Schools(100_000, 10_000, 1_000),
        Schools(1_000_000, 100_000, 10_000),
    ];

    private static Case Grouped(int rows, int groups) => new(
        $"(x|group), {rows} rows, {groups} groups",
        () => Outcome.Of("y ~ x + (x \\| group)", $"{groups:N0}", Samples.Grouped(rows, groups), static rows => MeasurementModel.Fit(rows)));

    private static Case Streamed(int rows, int groups) => new(
        $"stream, {rows} rows, {groups} groups",
        () => Outcome.Of("y ~ x + (x \\| group), stream", $"{groups:N0}", rows, () => MeasurementModel.FitStream(Samples.GroupedOneByOne(rows, groups))));

    private static Case Skewed(int rows, int users, int films) => new(
        $"skewed, {rows} rows, {users} × {films}",
        () => Outcome.Of("(1 \\| user) + (1 \\| film), skewed", $"{users:N0} × {films:N0}", Samples.Skewed(rows, users, films), static rows => RatingModel.Fit(rows)));

    private static Case Local(int rows, int users, int films) => new(
        $"local, {rows} rows, {users} × {films}",
        () => Outcome.Of("(1 \\| user) + (1 \\| film), local", $"{users:N0} × {films:N0}", Samples.Local(rows, users, films), static rows => RatingModel.Fit(rows)));

    private static Case Schools(int students, int teachers, int schools) => new(
        $"schools, {students} × {teachers} × {schools}",
        () => Outcome.Of("(1 \\| student) + (1 \\| teacher) + (1 \\| school)", $"{students:N0} × {teachers:N0} × {schools:N0}", Samples.Schools(students, teachers, schools), static rows => SchoolYearModel.Fit(rows)));
}
