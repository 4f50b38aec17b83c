using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm report</c>: a report of a fit in one file.</summary>
internal sealed class ReportCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();
    private readonly LevelOption _level = new();
    private readonly DrawOptions _draws = DrawOptions.Of("responses that the bands of residual quantiles are of", 20, ReportOptions.Default.Draws);
    private readonly OutputOption _output = new("REPORT.html");

    private readonly Option<string?> _title = new("--title") { HelpName = "text", Description = "The title; by default the formula." };

    /// <summary>Makes the command.</summary>
    public ReportCommand(ToolContext context)
        : base(
            "report",
            "Fits a model and writes a report of it as one page of HTML: the question, the data, tables, pictures, checks, the review, and how it was computed.",
            """
            lmm report sleepstudy.csv "Reaction ~ Days + (Days | Subject)" -o report.html
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: false);
        _degreesOfFreedom.AddTo(this);
        _level.AddTo(this);
        _draws.AddTo(this);
        Add(_title);
        _output.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = _model.File(result);
        _output.Check(result, file);
        (FittedModel fitted, _, _) = _model.Fit(result, _context, _degreesOfFreedom.Method(result));
        ReportOptions options = new()
        {
            Title = result.GetValue(_title),
            DataName = Path.GetFileName(file),
            Command = $"lmm {string.Join(' ', result.Tokens.Select(static token => ShellText.Of(token.Value)))}",
            FitTime = fitted.FitTime,
            Level = _level.Of(result),
            Draws = _draws.Draws(result),
            Seed = _draws.Seed(result),
        };
        (HtmlReport report, _) = _context.Stages.Run(
            $"reporting {fitted.Fit.Formula}",
            () => fitted.Fit.Report(options, _context.CancellationToken),
            static report => string.Create(CultureInfo.InvariantCulture, $"wrote {report.ToHtml().Length / 1000} kB"),
            _context.CancellationToken);
        _output.Write(result, _context, writer => writer.Write(report.ToHtml()));
        WarningText.Write(_context.Error, fitted.Warnings);
        return _model.ExitCodeOf(result, fitted);
    }
}
