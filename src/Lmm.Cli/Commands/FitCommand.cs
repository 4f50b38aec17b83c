using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm fit</c>: fits a formula to a file.</summary>
internal sealed class FitCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _method = new();

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "name",
        Description = $"The format to write, of {string.Join(", ", TableFormats.All.Select(static format => format.Name))}: text is the summary, csv the coefficients alone, json what --json writes.",
    };

    private readonly Option<string?> _save = new("--save")
    {
        HelpName = "FIT.lmm",
        Description = "Save the fit to a file too, for lmm show and lmm predict. It holds no rows; lmm show --contents says what it holds.",
    };

    /// <summary>Makes the command.</summary>
    public FitCommand(ToolContext context)
        : base(
            "fit",
            "Fits a model and prints its summary. A formula without random-effects terms is a linear model.",
            """
            lmm fit sleepstudy.csv "Reaction ~ Days + (Days | Subject)"
            lmm fit sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --save sleep.lmm
            lmm fit expression.csv "values ~ week * genotype + (week | probesets)" --ml --levels genotype=WT,CSB --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _method.AddTo(this);
        Add(_format);
        Add(_save);
        _format.AcceptOnlyFromAmong([.. TableFormats.All.Select(static format => format.Name)]);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        ITableFormat format = Format(result);
        string? saved = SavedFile(result);
        (FittedModel fitted, TimeSpan readTime, RowChoice? choice) = _model.Fit(result, _context, _method.Method(result));
        RefuseMissingMethod(result, fitted.Fit);
        if (saved is not null)
        {
            SavedContents contents = fitted.Fit.Save(saved);
            _context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saved {saved}, {contents.Size} bytes"));
        }

        if (format == TableFormats.Json)
        {
            _context.Output.WriteLine(FitJson.Write(fitted, readTime, choice?.Filtered));
        }
        else
        {
            _context.Output.Write(format == TableFormats.Text ? FaultText.InCommandLineWords($"{fitted.Fit}") : FitReport.Write(fitted.Fit, format));
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }

    private string? SavedFile(ParseResult result)
    {
        string? file = result.GetValue(_save);
        return file is null ? null
            : file.Length == 0 ? throw new InputException("--save: the name is empty; write the name of a file")
            : _model.File(result) is { Length: > 0 } data && Path.GetFullPath(file) == Path.GetFullPath(data) ? throw new InputException($"--save: {file} is the data; name another file")
            : file;
    }

    // A summary does without tests that cannot be had; a method that was asked for is an error then.
    private void RefuseMissingMethod(ParseResult result, ModelFit fit)
    {
        if (_method.IsGiven(result))
        {
            _ = fit.Tests.Coefficients;
        }
    }

    private ITableFormat Format(ParseResult result)
    {
        bool isJson = _model.IsJson(result);
        string? name = result.GetValue(_format);
        if (isJson && name is not null && name != TableFormats.Json.Name)
        {
            throw new InputException($"--json and --format {name} contradict each other; leave one of them out");
        }

        return isJson ? TableFormats.Json : TableFormats.All.FirstOrDefault(format => format.Name == name) ?? TableFormats.Text;
    }
}
