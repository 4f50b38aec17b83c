using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Databases;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm fit</c>: fits a formula to a file.</summary>
internal sealed class FitCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _method = new();
    private readonly ConnectionOptions _connection = new();

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
            lmm fit "visits/*.parquet" "score ~ dose + (dose | clinic)"
            lmm fit --connect sqlite:visits.db --from visits "score ~ dose + (dose | clinic)"
            lmm fit expression.csv "values ~ week * genotype + (week | probesets)" --ml --levels genotype=WT,CSB --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _method.AddTo(this);
        Add(_format);
        Add(_save);
        _connection.AddTo(this, _model);
        _format.AcceptOnlyFromAmong([.. TableFormats.All.Select(static format => format.Name)]);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        ITableFormat format = Format(result);
        (DatabaseRows Rows, string Formula)? stored = _connection.Find(result, _model);
        string? saved = SavedFile(result, stored is null ? _model.File(result) : stored.Value.Rows.File);
        if (_connection.ShowsSql(result))
        {
            return ShowSql(result, stored!.Value.Rows, stored.Value.Formula);
        }

        FitRun run = stored is { } there ? FitIn(result, there.Rows, there.Formula) : Fit(result);
        RefuseMissingMethod(result, run.Fit);
        if (saved is not null)
        {
            SavedContents contents = run.Fit.Save(saved);
            _context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saved {saved}, {contents.Size} bytes"));
        }

        if (format == TableFormats.Json)
        {
            _context.Output.WriteLine(FitJson.Write(run));
        }
        else
        {
            _context.Output.Write(format == TableFormats.Text ? FaultText.InCommandLineWords($"{run.Fit}") : FitReport.Write(run.Fit, format));
            WarningText.Write(_context.Error, run.Warnings);
        }

        return run.ExitCodeOf(_model.IsStrict(result));
    }

    private FitRun Fit(ParseResult result)
    {
        (FittedModel fitted, TimeSpan readTime, RowChoice? choice) = _model.Fit(result, _context, _method.Method(result));
        return FitRun.Of(fitted, readTime, choice);
    }

    private FitRun FitIn(ParseResult result, DatabaseRows rows, string formula)
        => DatabaseRun.Fit(Model.Parse(formula, rows.Name), rows, _model.Criterion(result), _connection.Completed(result, _model.InDatabase(result, _method.Method(result))), _context);

    private int ShowSql(ParseResult result, DatabaseRows rows, string formula)
    {
        if (_model.IsJson(result) || result.GetValue(_format) is not null || result.GetValue(_save) is not null)
        {
            throw new InputException("--show-sql fits nothing; leave --json, --format and --save out");
        }

        _context.Output.Write(DatabaseRun.Statements(Model.Parse(formula, rows.Name), rows, _connection.Completed(result, _model.InDatabase(result, _method.Method(result)))));
        return ExitCode.Done;
    }

    private string? SavedFile(ParseResult result, string? data)
    {
        string? file = result.GetValue(_save);
        ResultFile.Check("--save", file, data ?? "");
        return file;
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
