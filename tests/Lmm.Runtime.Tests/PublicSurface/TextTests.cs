using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Lmm.Tests.Solver;
using Lmm.Tests.Units;

namespace Lmm.Tests.PublicSurface;

/// <summary><c>ToString</c> of all that a fit hands out says something, and the same in every culture.</summary>
public class TextTests
{
    private const int Elements = 3;

    // What a debugger shows of them is what they hold, by name.
    private static readonly Type[] RecordsOfOptions =
    [
        typeof(FitOptions), typeof(PredictionOptions), typeof(PredictionIntervalOptions), typeof(SimulationSettings), typeof(SimulationParameters), typeof(RandomEffectsParameters), typeof(PowerOptions), typeof(ReviewOptions), typeof(DatabaseOptions), typeof(StreamOptions),
    ];

    private static readonly Sample Data = Sample.Draw(12);

    // Tests run without the data of cultures; these are the signs that de-DE, ar-SA and sv-SE have.
    [Theory]
    [InlineData(",", ".", "-")]
    [InlineData("\u066B", "\u066C", "\u061C-")]
    [InlineData(",", "\u00A0", "\u2212")]
    public void Texts_do_not_follow_the_culture(string point, string group, string minus)
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        (object Value, string Text)[] invariant = Texts(CultureInfo.InvariantCulture);
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group, NegativeSign = minus };
        try
        {
            (object Value, string Text)[] local = Texts(foreign);
            Assert.Equal($"{minus}1{point}5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(invariant.Select(static item => item.Text), local.Select(static item => item.Text));
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }

    [Fact]
    public void No_text_is_the_name_of_a_type()
    {
        (object Value, string Text)[] texts = Texts(CultureInfo.CurrentCulture);
        Assert.All(texts, static item =>
        {
            string name = item.Value.GetType().Name;
            Assert.False(string.IsNullOrWhiteSpace(item.Text), name);
            Assert.DoesNotContain("System.", item.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Lmm.", item.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("`", item.Text, StringComparison.Ordinal);
            Assert.NotEqual(name, item.Text);
        });
        Assert.True(texts.Select(static item => item.Value.GetType()).Distinct().Count() > 40);
    }

    [Fact]
    public void Every_type_that_users_see_has_a_text_of_its_own()
    {
        IEnumerable<string> without = typeof(ModelFit).Assembly.GetExportedTypes()
            .Where(static type => type is { IsEnum: false, IsInterface: false } and not { IsAbstract: true, IsSealed: true })
            .Where(static type => !type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(Attribute)) && !type.IsAssignableTo(typeof(Delegate)))
            .Where(static type => type.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false)?.State != EditorBrowsableState.Never)
            .Except(RecordsOfOptions)
            .Where(static type => type.GetMethod(nameof(ToString), []) is { } text
                && (text.DeclaringType!.Assembly != typeof(ModelFit).Assembly || text.GetCustomAttribute<CompilerGeneratedAttribute>() is not null))
            .Select(static type => type.Name);

        Assert.Empty(without);
    }

    [Theory]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    [InlineData(Estimation.MaximumLikelihood)]
    public void A_fit_that_did_not_converge_never_speaks_of_convergence_reached(Estimation estimation)
    {
        ModelDesign design = Data.Bind("y ~ x + (x | g)").BuildDesign();
        LinearMixedModelFit stopped = LinearMixedModel.Fit(design, estimation, new FitOptions { MaximumEvaluations = 2 });
        Assert.False(stopped.Convergence.Converged);
        IEnumerable<string> texts = [stopped.ToString(), stopped.ToJson(), .. stopped.Tables.Report.SelectMany(static table => TableFormats.All.Select(format => table.ToString(format)))];
        Assert.All(texts, static text => Assert.DoesNotContain("at convergence", text, StringComparison.OrdinalIgnoreCase));
        if (estimation == Estimation.RestrictedMaximumLikelihood)
        {
            Assert.Contains("\nREML criterion, not converged: ", stopped.ToString(), StringComparison.Ordinal);
            Assert.Contains("\nREML criterion at convergence: ", LinearMixedModel.Fit(design, estimation).ToString(), StringComparison.Ordinal);
        }
    }

    private static (object Value, string Text)[] Texts(CultureInfo culture)
    {
        CultureInfo.CurrentCulture = culture;
        var found = new List<object>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (object root in Roots())
        {
            Walk(root, found, seen, depth: 0);
        }

        return [.. found.Select(static value => (value, value.ToString()!))];
    }

    private static void Walk(object value, List<object> found, HashSet<object> seen, int depth)
    {
        if (value is IEnumerable list and not string)
        {
            foreach (object? item in list.Cast<object?>().Take(Elements))
            {
                Visit(item, found, seen, depth);
            }
        }

        Type type = value.GetType();
        if (!IsOurs(type) || !seen.Add(value))
        {
            return;
        }

        found.Add(value);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.GetIndexParameters().Length == 0))
        {
            if (!property.PropertyType.IsByRefLike)
            {
                Visit(property.GetValue(value), found, seen, depth);
            }
        }
    }

    // The library's own public types and what derives from them; lists that the compiler makes are in the assembly too.
    private static bool IsOurs(Type? type) => type is { IsArray: false } && ((type.IsPublic && type.Assembly == typeof(ModelFit).Assembly) || IsOurs(type.BaseType));

    private static void Visit(object? value, List<object> found, HashSet<object> seen, int depth)
    {
        if (value is not null and not string && depth < 6 && !value.GetType().IsPrimitive && !value.GetType().IsEnum)
        {
            Walk(value, found, seen, depth + 1);
        }
    }

    private static IEnumerable<object> Roots()
    {
        BoundModel bound = Data.Bind("y ~ x + f + poly(z, 2) + (x | g) + (1 | h)");
        var mixed = (LinearMixedModelFit)bound.Fit();
        var line = (LinearModelFit)Data.Fit("y ~ x + I(2 * x)", Estimation.MaximumLikelihood);
        var reduced = (LinearModelFit)Data.Fit("y ~ z", Estimation.MaximumLikelihood);
        var full = (LinearModelFit)Data.Fit("y ~ x + z", Estimation.MaximumLikelihood);
        var responses = new ResponseTable([Data.Y, [.. Data.Y.Select(static value => -1.5 * value)], new double[144]]);
        ManyFits many = bound.FitMany(responses);
        FitWorkspace workspace = mixed.RefitWorkspace();
        workspace.Refit(Data.Y);
        TermLevels<string> levels = new("f", static level => $"f{level}", static level => [new("f", level, isClosed: false)]);
        return
        [
            mixed, line, bound, bound.Frame, responses, many, many[0], many[2], many.Coefficient("x"), workspace, mixed.RandomEffects("g").Modes("g05"), mixed.RandomEffects("g").VarianceComponent("x"),
            LikelihoodRatioTest.Compare(reduced, full), FTest.Compare(reduced, full), mixed.Design, line.Design.Rows, CrossProducts.Form(mixed.Design),
            NaiveSums.Of(RandomDesigns.Build("crossed intercepts", 4, weighted: false)), new StrayCell(1234567, "1,5"), new FitProgress(FitStage.Responses, 1000, 20000), new FitOptions(), new PredictionOptions(), new CsvOptions { Delimiter = ';' },
            new PerLevel<string, Coefficient>(levels, mixed), levels, new TermLevel("f", "a", isClosed: false), new FactorLevels<int>(["1", "2"], [], LevelText.Parse<int>), mixed.Design.RandomEffects[0].Grouping.Contrasts(ContrastCoding.Treatment), mixed.FittedValues, mixed.Tables, mixed.Review(), line.Review(),
        ];
    }
}
