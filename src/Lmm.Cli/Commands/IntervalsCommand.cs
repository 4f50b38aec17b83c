using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm intervals</c>: confidence intervals of the parameters of a model.</summary>
internal sealed class IntervalsCommand : DocumentedCommand
{
    private const string Profile = "profile";
    private const string Wald = "wald";
    private const string Bootstrap = "bootstrap";

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());

    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();

    private readonly Option<string?> _method = new("--method")
    {
        HelpName = "name",
        Description = "How: profile (of the likelihood, the default), wald, or bootstrap (parametric, percentile).",
    };

    private readonly LevelOption _level = new();

    private readonly DrawOptions _draws = DrawOptions.Of("refits of a bootstrap", 2, 1000);

    /// <summary>Makes the command.</summary>
    public IntervalsCommand(ToolContext context)
        : base(
            "intervals",
            "Fits a model and writes confidence intervals of its parameters: standard deviations and correlations of random effects, sigma, coefficients.",
            """
            lmm intervals sleepstudy.csv "Reaction ~ Days + (Days | Subject)"
            lmm intervals sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --method bootstrap --draws 2000 --seed 7 --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _degreesOfFreedom.AddTo(this);
        Add(_method);
        _level.AddTo(this);
        _draws.AddTo(this);
        _method.AcceptOnlyFromAmong(Profile, Wald, Bootstrap);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string method = result.GetValue(_method) ?? Profile;
        if (method != Bootstrap && _draws.AreGiven(result))
        {
            throw new InputException($"--draws and --seed are of a bootstrap; leave them out, or write --method {Bootstrap}");
        }

        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context, _degreesOfFreedom.Method(result));
        string stage = $"finding {method} intervals";
        (IntervalTable table, _) = _context.Stages.Run(
            stage,
            () => Intervals(result, method, fitted.Fit, new StageProgress(_context.Stages, stage)),
            table => string.Create(CultureInfo.InvariantCulture, $"found {table.Rows.Count} intervals"),
            _context.CancellationToken);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(IntervalsJson.Write(fitted, table, choice?.Filtered));
        }
        else
        {
            _context.Output.Write(table.ToTable().ToText());
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }

    private IntervalTable Intervals(ParseResult result, string method, ModelFit fit, IProgress<FitProgress> progress)
    {
        double level = _level.Of(result);
        return method switch
        {
            Wald => fit.Intervals.Wald(level),
            Bootstrap => fit.Intervals.Bootstrap(_draws.Draws(result), _draws.Seed(result), level: level, progress: progress, cancellationToken: _context.CancellationToken),
            _ => fit.Intervals.Profile(level, progress: progress, cancellationToken: _context.CancellationToken),
        };
    }
}
