using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Power;
using Lmm.Printing;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm power</c>: the power of a test by simulation.</summary>
internal sealed class PowerCommand : DocumentedCommand
{
    private const string ClopperPearson = "clopper-pearson";
    private const string Wilson = "wilson";

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data(), hasCounts: true);
    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();
    private readonly DrawOptions _draws = DrawOptions.Of("responses to simulate for each design", 1, 1000);
    private readonly PowerDesignOptions _design = new();

    private readonly Option<string[]> _test = new("--test")
    {
        HelpName = "hypothesis",
        Description = "The test: a coefficient, or a hypothesis such as \"Days = 5\". Several are tested jointly.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _term = new("--term") { HelpName = "term", Description = "In place of --test: a term, tested by an analysis of variance of type III." };

    private readonly Option<string?> _ratio = new("--lrt") { HelpName = "term", Description = "In place of --test: a fixed-effects term, tested by the likelihood ratio." };

    private readonly Option<string?> _random = new("--random") { HelpName = "effects", Description = "In place of --test: random effects, as \"lmm random\" names them, such as \"(1 | Subject)\"." };

    private readonly Option<string?> _interval = new("--interval")
    {
        HelpName = "name",
        Description = $"The interval of the power: {ClopperPearson} (the default) or {Wilson}.",
    };

    private readonly LevelOption _level = new();

    /// <summary>Makes the command.</summary>
    public PowerCommand(ToolContext context)
        : base(
            "power",
            "Fits a model and writes the power of a test: the share of simulated responses whose test is significant, in the design of the data and in larger or smaller ones.",
            """
            lmm power sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --test Days --effect Days=5 --along Subject --levels 10,20,40
            lmm power cake.csv "angle ~ recipe + temp + (1 | recipe:replicate)" --term recipe --draws 500 --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _degreesOfFreedom.AddTo(this);
        Add(_test);
        Add(_term);
        Add(_ratio);
        Add(_random);
        _design.AddTo(this);
        _draws.AddTo(this);
        Add(_interval);
        _level.AddTo(this);
        _interval.AcceptOnlyFromAmong(ClopperPearson, Wilson);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string[] tests = result.GetRequiredValue(_test);
        string? term = result.GetValue(_term);
        string? ratio = result.GetValue(_ratio);
        string? random = result.GetValue(_random);
        if (new[] { tests.FirstOrDefault(), term, ratio, random }.Count(static named => named is not null) != 1)
        {
            throw new InputException("name the test by one of --test, --term, --lrt and --random, such as --test \"Days = 0\"");
        }

        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context, _degreesOfFreedom.Method(result));
        PowerTest test = term is not null ? PowerTest.Term(term) : ratio is not null ? PowerTest.LikelihoodRatio(ratio) : random is not null ? PowerTest.RandomTerm(random) : TestOf(fitted.Fit, tests);
        PowerOptions options = _design.Options(result, _model.LevelCounts(result)) with
        {
            Draws = _draws.Draws(result),
            Seed = _draws.Seed(result),
            Level = _level.Of(result),
            Interval = result.GetValue(_interval) == Wilson ? PowerIntervalKind.Wilson : PowerIntervalKind.ClopperPearson,
            MaximumThreads = (fitted.Fit as LinearMixedModelFit)?.Options.MaximumThreads ?? FitOptions.Default.MaximumThreads,
        };
        string stage = $"simulating the power of {test}";
        (PowerTable table, _) = _context.Stages.Run(
            stage,
            () => fitted.Fit.Power(test, options, new StageProgress(_context.Stages, stage), _context.CancellationToken),
            static table => string.Create(CultureInfo.InvariantCulture, $"simulated {table.Rows.Sum(static row => row.Draws)} responses"),
            _context.CancellationToken);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(JsonText.Object(json =>
            {
                json.WriteString("formula", fitted.Fit.Formula);
                PowerJson.WriteMembers(json, table);
                json.WriteFiltered(choice?.Filtered);
                json.WriteWarnings(fitted.Warnings);
            }));
        }
        else
        {
            _context.Output.Write(table.ToTable().ToText());
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }

    // A name alone is the hypothesis that its coefficient is zero.
    private static PowerTest TestOf(ModelFit fit, string[] tests)
        => tests is [var name] && (fit.Shape.Coefficients.Contains(name) || !name.Contains('=', StringComparison.Ordinal)) ? PowerTest.Coefficient(name) : PowerTest.Hypothesis(tests);
}
