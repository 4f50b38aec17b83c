using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm fit</c>: fits a formula to a file.</summary>
internal sealed class FitCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly DataOptions _data = new();
    private readonly FitSettings _settings = new();
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Argument<string> _formula = CommonArguments.Formula();

    private readonly Option<bool> _ml = new("--ml") { Description = "Fit by maximum likelihood; by default by REML." };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "name",
        Description = $"The format to write, of {string.Join(", ", TableFormats.All.Select(static format => format.Name))}: text is the summary, csv the coefficients alone, json what --json writes.",
    };

    /// <summary>Makes the command.</summary>
    public FitCommand(ToolContext context)
        : base(
            "fit",
            "Fits a model and prints its summary. A formula without random-effects terms is a linear model.",
            """
            lmm fit sleepstudy.csv "Reaction ~ Days + (Days | Subject)"
            lmm fit expression.csv "values ~ week * genotype + (week | probesets)" --ml --levels genotype=WT,CSB --json
            """)
    {
        _context = context;
        Add(_file);
        Add(_formula);
        Add(_ml);
        Add(_format);
        _format.AcceptOnlyFromAmong([.. TableFormats.All.Select(static format => format.Name)]);
        _data.AddTo(this);
        _settings.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        ITableFormat format = Format(result);
        string file = result.GetRequiredValue(_file);
        Model model = Model.Parse(result.GetRequiredValue(_formula), file);
        (ModelFrame data, TimeSpan readTime, int? filtered) = _data.Read(result, file, _context);
        BoundDesign design = BoundDesign.Of(model, data, _data.Weights(result), _data.Offset(result), _context);
        Estimation estimation = result.GetValue(_ml) ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;
        FittedModel fitted = FittedModel.Of(design, estimation, _settings.Options(result), _context);
        if (format == TableFormats.Json)
        {
            _context.Output.WriteLine(FitJson.Write(fitted, readTime, filtered));
        }
        else
        {
            _context.Output.Write(format == TableFormats.Text ? fitted.Fit.ToString() : FitReport.Write(fitted.Fit, format));
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return ExitCode.Of(fitted.HasConverged, fitted.Warnings.Count > 0, _settings.IsStrict(result));
    }

    private ITableFormat Format(ParseResult result)
    {
        bool isJson = _settings.IsJson(result);
        string? name = result.GetValue(_format);
        if (isJson && name is not null && name != TableFormats.Json.Name)
        {
            throw new InputException($"--json and --format {name} contradict each other; leave one of them out");
        }

        return isJson ? TableFormats.Json : TableFormats.All.FirstOrDefault(format => format.Name == name) ?? TableFormats.Text;
    }
}
