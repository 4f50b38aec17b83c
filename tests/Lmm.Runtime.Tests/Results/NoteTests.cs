using System.Text.Json;
using Lmm.Tests.HardData;
using Lmm.Tests.Solver;
using Lmm.Tests.Units;

namespace Lmm.Tests.Results;

/// <summary>The notes of fits: each kind once, in the words that the printout and JSON have too.</summary>
public class NoteTests
{
    private static readonly ModelFrame Sleep = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly Dictionary<NoteKind, Func<ModelFit>> Fits = new()
    {
        [NoteKind.DroppedRows] = static () => ReferenceFit.Read("mixed-sleepstudy-missing-ml").MixedFit(),
        [NoteKind.StrayCell] = static () => Model.Parse("y ~ x + (1 | g)").Fit(Stray()),
        [NoteKind.ManyLevels] = static () => Model.Parse("y ~ x + s + (1 | g)").Fit(Labels(levels: 24, rows: 200)),
        [NoteKind.RankDeficient] = static () => Fitted("Reaction ~ Days + I(2 * Days) + (1 | Subject)"),
        [NoteKind.Range] = static () => Sample.Draw(15).With(y: [.. Sample.Draw(15).Y.Select(static value => value * 1e-200)]).Fit("y ~ x + (1 | g)", default),
        [NoteKind.NotConverged] = static () => Fitted("Reaction ~ Days + (Days | Subject)", new FitOptions { MaximumEvaluations = 2 }),
        [NoteKind.Flat] = static () => Model.Parse("Reaction ~ Days + (1 | Subject) + (1 | S2)").Fit(CsvText.Read("sleepstudy-one-to-one").Frame()),
        [NoteKind.Undecided] = static () => LinearMixedModel.Fit(CrossProducts.FromSums(NaiveSums.Of(NaiveSums.FarColumn()))),
        [NoteKind.Singular] = static () => Model.Parse("Yield ~ 1 + (1 | Batch)").Fit(CsvText.ReadShared("Dyestuff2").Frame()),
    };

    public static TheoryData<NoteKind> Kinds => [.. Enum.GetValues<NoteKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_noted_printed_and_written_to_json_in_the_same_words(NoteKind kind)
    {
        ModelFit fit = Fits[kind]();
        Note note = fit.Notes.Single(candidate => candidate.Kind == kind);
        JsonElement warnings = JsonDocument.Parse(fit.ToJson()).RootElement.GetProperty("warnings");

        Assert.Contains(warnings.EnumerateArray(), warning => warning.GetProperty("id").GetString() == note.Id && warning.GetProperty("message").GetString() == note.Text);
        Assert.Equal(fit.Notes.Count, warnings.GetArrayLength());
        Assert.Contains(note.Text, fit.Tables.Criteria.Notes);
        string printed = fit.ToString();
        Assert.All(note.Details, detail => Assert.Contains(detail, printed, StringComparison.Ordinal));
        Assert.Contains(kind == NoteKind.RankDeficient ? "fixed-effect model matrix is rank deficient" : note.Heading, printed, StringComparison.Ordinal);
        Assert.Equal(note.Text, note.ToString());
    }

    [Fact]
    public void The_words_are_these()
    {
        Assert.Equal(("dropped-rows", "2 rows dropped because of missing values"), IdAndText(NoteKind.DroppedRows));
        Assert.Equal(("rank-deficient", "not estimable, because their columns are linear combinations of those before them: I(2 * Days)"), IdAndText(NoteKind.RankDeficient));
        Assert.Equal(("many-levels", "s is a fixed effect of 24 levels in 200 rows; did you mean a random effect, (1 | s)?"), IdAndText(NoteKind.ManyLevels));
        Assert.StartsWith("the variance of (Intercept), ", IdAndText(NoteKind.Range).Text, StringComparison.Ordinal);
        Assert.StartsWith("the optimizer did not converge: ", IdAndText(NoteKind.NotConverged).Text, StringComparison.Ordinal);
        Assert.StartsWith("the data do not determine", IdAndText(NoteKind.Flat).Text, StringComparison.Ordinal);
        Assert.StartsWith("boundary (singular) fit: ", IdAndText(NoteKind.Singular).Text, StringComparison.Ordinal);
        Assert.Equal(["flat", "not-converged", "range", "singular"], new[] { NoteKind.Flat, NoteKind.NotConverged, NoteKind.Range, NoteKind.Singular }.Select(static kind => IdAndText(kind).Id));
    }

    [Theory]
    [InlineData("y ~ x + s", 20, 199, "s is a fixed effect of 20 levels in 199 rows; did you mean a random effect, (1 | s)?")]
    [InlineData("y ~ x + s", 20, 200, "")]
    [InlineData("y ~ x + s", 19, 40, "")]
    [InlineData("y ~ x + s", 99, 990, "")]
    [InlineData("y ~ x + s", 100, 2000, "s is a fixed effect of 100 levels in 2000 rows; did you mean a random effect, (1 | s)?")]
    [InlineData("y ~ s:x + x + factor(k + 1)", 30, 200, "factor(k + 1) is a fixed effect of 30 levels in 200 rows; did you mean a random effect, (1 | factor(k + 1))? s is a fixed effect of 30 levels in 200 rows; did you mean a random effect, (1 | s)?")]
    [InlineData("y ~ x + relevel(s, \"s3\")", 30, 200, "relevel(s, \"s3\") is a fixed effect of 30 levels in 200 rows; did you mean a random effect?")]
    [InlineData("y ~ x + s + (1 | s)", 30, 200, "")]
    [InlineData("y ~ x + (1 | s)", 30, 200, "")]
    public void Many_levels_of_a_fixed_factor_are_noted(string formula, int levels, int rows, string notes)
        => Assert.Equal(notes, string.Join(' ', Model.Parse(formula).Fit(Labels(levels, rows)).Notes.Where(static note => note.Kind == NoteKind.ManyLevels)));

    [Fact]
    public void Many_levels_of_a_column_are_noted_before_any_fit()
    {
        Assert.Equal(Fits[NoteKind.ManyLevels]().Notes.Where(static note => note.Kind == NoteKind.ManyLevels).Select(static note => note.Text), Model.Parse("y ~ x + s + (1 | g)").Bind(Labels(24, 200)).Notes.Select(static note => note.Text));
        Assert.Equal(["factor(k) is a fixed effect of 24 levels in 200 rows; did you mean a random effect, (1 | factor(k))?"], Model.Parse("y ~ factor(k)").Bind(Labels(24, 200)).Notes.Select(static note => note.Text));
        Assert.Empty(Model.Parse("y ~ x + (1 | s)").Bind(Labels(24, 200)).Notes);
    }

    [Fact]
    public void An_ordinary_fit_has_no_notes()
    {
        Assert.Empty(Fitted("Reaction ~ Days + (Days | Subject)").Notes);
        Assert.Empty(Model.Parse("Reaction ~ Days").Fit(Sleep).Notes);
    }

    [Fact]
    public void Linear_models_note_rows_and_columns()
        => Assert.Equal([NoteKind.RankDeficient], Model.Parse("Reaction ~ Days + I(2 * Days)").Fit(Sleep).Notes.Select(static note => note.Kind));

    // A column of numbers but for one cell.
    private static ModelFrame Stray()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(static row => $"{row * row % 13},{(row == 30 ? "50%" : row % 6)},{row % 7}\n"));
        return ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("y,x,g\n" + rows)));
    }

    private static ModelFrame Labels(int levels, int rows)
    {
        int[] index = [.. Enumerable.Range(0, rows)];
        return new ModelFrame(
            FrameColumn.Numeric("y", index.Select(static row => (double)(row * row % 13))),
            FrameColumn.Numeric("x", index.Select(static row => (double)(row * row % 17))),
            FrameColumn.Integer("k", index.Select(row => (long)(row % levels))),
            FrameColumn.Text("g", index.Select(static row => $"g{row / 7 % 6}")),
            FrameColumn.Text("s", index.Select(row => $"s{row % levels}")));
    }

    private static (string Id, string Text) IdAndText(NoteKind kind)
    {
        Note note = Fits[kind]().Notes.First(note => note.Kind == kind);
        return (note.Id, note.Text);
    }

    private static LinearMixedModelFit Fitted(string formula, FitOptions? options = null)
        => LinearMixedModel.Fit(Model.Parse(formula).Bind(Sleep).BuildDesign(), options: options);
}
