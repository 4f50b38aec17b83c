using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Lmm.Tests.Solver;
using Lmm.Tests.Units;

namespace Lmm.Tests.Faults;

/// <summary>Programs switch on the codes of faults: each kind of fault has its code, and the documents list them.</summary>
public partial class ErrorCodeTests
{
    private static readonly Sample Sound = Sample.Draw(9);

    // Several throwers of a code are neighbours that a program answers in one way.
    private static readonly (LmmErrorCode Code, string Fault, Action Throw)[] Cases =
    [
        (LmmErrorCode.Formula, "a bracket", static () => Model.Parse("y ~ (x")),
        (LmmErrorCode.Formula, "a function of text", static () => Fit(Sound, "y ~ log(f)")),
        (LmmErrorCode.Formula, "an unknown function beside an unknown variable", static () => Fit(Sound, "y ~ nowhere + nofunction(x)")),
        (LmmErrorCode.Condition, "half a comparison", static () => Sound.Frame().Where("x >")),
        (LmmErrorCode.Condition, "a text for a number", static () => Sound.Frame().Where("x > \"a\"")),
        (LmmErrorCode.UnknownColumn, "in a formula", static () => Fit(Sound, "y ~ nowhere")),
        (LmmErrorCode.UnknownColumn, "as weights", static () => Model.Parse("y ~ x").Bind(Sound.Frame(), "nowhere")),
        (LmmErrorCode.UnknownColumn, "in a condition", static () => Sound.Frame().Where("nowhere > 1")),
        (LmmErrorCode.UnknownColumn, "to predict from", static () => Fit(Sound, "y ~ x").Predict(new ModelFrame([FrameColumn.Numeric("z", [1.0])]))),
        (LmmErrorCode.UnknownColumn, "with a type", static () => Csv("a,b\n1,2\n", new CsvOptions { ColumnTypes = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Text } })),
        (LmmErrorCode.UnsuitableColumn, "a polynomial of two values", static () => Fit(Sound.With(x: [.. Sound.X.Select(static value => value > 0 ? 1.0 : 0)]), "y ~ poly(x, 3)")),
        (LmmErrorCode.UnsuitableColumn, "a level to put first", static () => Fit(Sound.With(f: [.. Sound.F.Select(static level => level == "c" ? "b" : level)]), "y ~ relevel(f, \"c\")")),
        (LmmErrorCode.MissingValue, "refused", static () => Model.Parse("y ~ x").Fit(Sound.With(x: Changed(Sound.X, double.NaN)).Frame(), options: new FitOptions { MissingValues = MissingValues.Refuse })),
        (LmmErrorCode.NotFinite, "an infinity", static () => Fit(Sound.With(x: Changed(Sound.X, double.PositiveInfinity)), "y ~ x")),
        (LmmErrorCode.NotFinite, "a logarithm", static () => Fit(Sound.With(x: Changed(Sound.X, 0)), "y ~ I(1 / x)")),
        (LmmErrorCode.UnusableWeight, "a negative one", static () => Fit(Sound.With(w: Changed(Sound.W, -1)), "y ~ x")),
        (LmmErrorCode.UnusableWeight, "zeros", static () => Fit(Sound.With(w: new double[144]), "y ~ x")),
        (LmmErrorCode.NotEnoughRows, "a line through two points", static () => Fit(Sound.Rows([0, 1]), "y ~ x")),
        (LmmErrorCode.NotEnoughRows, "no complete row", static () => Fit(Sound.With(x: [.. Sound.X.Select(static _ => double.NaN)]), "y ~ x")),
        (LmmErrorCode.NotEnoughRows, "a header alone", static () => Csv("a,b\n")),
        (LmmErrorCode.ConstantResponse, "linear", static () => Fit(Sound.With(y: new double[144]), "y ~ x")),
        (LmmErrorCode.ConstantResponse, "mixed", static () => Fit(Sound.With(y: new double[144]), "y ~ x + (1 | g)")),
        (LmmErrorCode.PerfectFit, "linear", static () => Fit(Sound.With(y: [.. Sound.X.Select(static value => 1 + (2 * value))]), "y ~ x")),
        (LmmErrorCode.PerfectFit, "mixed", static () => Fit(Sound.With(y: [.. Sound.X.Select(static value => 1 + (2 * value))]), "y ~ x + (1 | g)")),
        (LmmErrorCode.NotIdentifiable, "one group", static () => Fit(Sound.With(g: [.. Sound.G.Select(static _ => "g")]), "y ~ x + (1 | g)")),
        (LmmErrorCode.NotIdentifiable, "one level", static () => Fit(Sound.With(f: [.. Sound.F.Select(static _ => "a")]), "y ~ f")),
        (LmmErrorCode.NotIdentifiable, "a group per row", static () => Fit(Sound.With(g: [.. Sound.G.Select(static (_, row) => $"g{row}")]), "y ~ x + (1 | g)")),
        (LmmErrorCode.TooLarge, "seventy correlated effects", static () => Fit(Sample.Draw(9, 840).With(f: [.. Enumerable.Range(0, 840).Select(static row => $"f{row / 12}")], g: [.. Enumerable.Range(0, 840).Select(static row => $"g{row % 3}")]), "y ~ x + (f | g)")),
        (LmmErrorCode.WrongKindOfModel, "mixed as linear", static () => LinearModel.Fit(Sound.Bind("y ~ x + (1 | g)").BuildDesign())),
        (LmmErrorCode.WrongKindOfModel, "linear as mixed", static () => LinearMixedModel.Fit(Sound.Bind("y ~ x").BuildDesign())),
        (LmmErrorCode.UnknownLevel, "of a fixed factor", static () => Fit(Sound, "y ~ f").Predict(Sound.With(f: [.. Sound.F.Select(static _ => "d")]).Frame())),
        (LmmErrorCode.UnknownLevel, "of a grouping factor", static () => Fit(Sound, "y ~ x + (1 | g)").Predict(Sound.With(g: [.. Sound.G.Select(static _ => "new")]).Frame())),
        (LmmErrorCode.NoSuchResult, "a coefficient", static () => _ = Fit(Sound, "y ~ x").Coefficients["z"]),
        (LmmErrorCode.NoSuchResult, "a grouping factor", static () => ((LinearMixedModelFit)Fit(Sound, "y ~ x + (1 | g)")).RandomEffects("h")),
        (LmmErrorCode.NotComparable, "as many parameters", static () => LikelihoodRatioTest.Compare(Fit(Sound, "y ~ x"), Fit(Sound, "y ~ z"))),
        (LmmErrorCode.NotComparable, "other rows", static () => LikelihoodRatioTest.Compare(Fit(Sound, "y ~ x"), Fit(Sound.Rows([.. Enumerable.Range(0, 100)]), "y ~ x + z"))),
        (LmmErrorCode.ContradictorySums, "of another model", static () => Products("one factor, two effects").Add(Products("crossed intercepts"))),
        (LmmErrorCode.UnreadableSource, "no file", static () => ModelFrame.FromCsv("there-is-no-such-file.csv")),
        (LmmErrorCode.UnreadableSource, "a directory", static () => ModelFrame.FromCsv(Path.GetTempPath())),
        (LmmErrorCode.MalformedSource, "a short line", static () => Csv("a,b\n1,2\n3\n")),
        (LmmErrorCode.MalformedSource, "nothing", static () => Csv("")),
        (LmmErrorCode.NotAvailable, "a method without its matrices", static () => _ = FarApart().Tests.With(DegreesOfFreedomMethod.KenwardRoger).Coefficients),
        (LmmErrorCode.UnusableHypothesis, "no coefficient", static () => Fit(Sound, "y ~ x + (1 | g)").Tests.Hypotheses("1 = 0")),
        (LmmErrorCode.UnusableHypothesis, "an end too early", static () => Fit(Sound, "y ~ x + (1 | g)").Tests.Hypotheses("x - = 0")),
        (LmmErrorCode.DamagedFile, "half a fit", static () => ModelFit.Load(new MemoryStream(Saved()[..400]))),
        (LmmErrorCode.OtherVersion, "a later format", static () => ModelFit.Load(new MemoryStream([.. Saved()[..8], 9, .. Saved()[9..]]))),
        (LmmErrorCode.OtherContents, "a fit as sums", static () => CrossProducts.Load(new MemoryStream(Saved()))),
        (LmmErrorCode.OtherContents, "no saved file", static () => ModelFit.Load(new MemoryStream("y,x"u8.ToArray()))),
        (LmmErrorCode.UnwritableFile, "a directory", static () => Fit(Sound, "y ~ x").Save(Path.GetTempPath())),
    ];

    public static TheoryData<LmmErrorCode, string> Faults
    {
        get
        {
            var data = new TheoryData<LmmErrorCode, string>();
            foreach ((LmmErrorCode code, string fault, _) in Cases)
            {
                data.Add(code, fault);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_the_code_of_its_kind(LmmErrorCode code, string fault)
        => Assert.Equal(code, Assert.ThrowsAny<LmmException>(Cases.Single(candidate => candidate.Code == code && candidate.Fault == fault).Throw).Code);

    [Fact]
    public void Every_code_is_thrown() => Assert.Equal(Enum.GetValues<LmmErrorCode>(), Cases.Select(static item => item.Code).Distinct().Order());

    [Fact]
    public void The_table_of_the_documents_lists_every_code_once_and_no_other()
    {
        string page = File.ReadAllText(Page());
        string table = page[page.IndexOf("| `LmmErrorCode` |", StringComparison.Ordinal)..];
        IEnumerable<string> listed = table.Split("\n\n")[0].Split('\n').Skip(2).Select(static row => CodeInRow().Match(row).Groups[1].Value);

        Assert.Equal(Enum.GetNames<LmmErrorCode>(), listed);
    }

    [Fact]
    public void Codes_keep_their_numbers()
    {
        // A new code goes to the end: numbers are compiled into programs.
        Assert.Equal(Enumerable.Range(0, Cases.Select(static item => item.Code).Distinct().Count()), Enum.GetValues<LmmErrorCode>().Select(static code => (int)code));
        Assert.Equal(LmmErrorCode.MalformedSource, Enum.GetValues<LmmErrorCode>()[18]);
    }

    [Fact]
    public void Every_exception_of_the_library_derives_from_its_base()
    {
        Type[] exceptions = [.. typeof(LmmException).Assembly.GetTypes().Where(static type => type.IsAssignableTo(typeof(Exception)))];
        Assert.All(exceptions, static type => Assert.True(type.IsAssignableTo(typeof(LmmException)), type.FullName));
        Assert.True(exceptions.Length >= 5);
        Assert.True(typeof(LmmException).IsAbstract);
        Assert.Empty(typeof(LmmException).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
    }

    [Fact]
    public void A_malformed_line_is_named()
    {
        DataSourceException fault = Assert.Throws<DataSourceException>(static () => Csv("a,b\n1,2\n3\n"));
        Assert.Equal(3, fault.Line);
    }

    [Fact]
    public void Cancelled_work_is_no_fault()
        => Assert.ThrowsAny<OperationCanceledException>(() => Model.Parse("y ~ x + (1 | g)").Fit(Sound.Frame(), cancellationToken: new CancellationToken(canceled: true)));

    private static ModelFit FarApart()
        => Model.Parse("y ~ 1 + (1 | g)").Fit(ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "far-1e6.csv")));

    private static ModelFit Fit(Sample sample, string formula) => sample.Fit(formula, Estimation.MaximumLikelihood);

    private static byte[] Saved()
    {
        using MemoryStream stream = new();
        Fit(Sound, "y ~ x").Save(stream);
        return stream.ToArray();
    }

    private static CrossProducts Products(string shape) => CrossProducts.Form(RandomDesigns.Build(shape, 3, weighted: false));

    private static double[] Changed(double[] values, double value) => [.. values.Select((old, row) => row == 4 ? value : old)];

    private static ModelFrame Csv(string text, CsvOptions? options = null) => ModelFrame.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)), options);

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "errors.md");

    [GeneratedRegex("^\\| `(\\w+)` \\|")]
    private static partial Regex CodeInRow();
}
