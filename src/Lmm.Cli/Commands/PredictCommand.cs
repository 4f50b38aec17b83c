using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.PredictionErrors;
using Lmm.Printing;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm predict</c>: predictions of rows of another file with their intervals.</summary>
internal sealed class PredictCommand : DocumentedCommand
{
    private const string Confidence = "confidence";
    private const string Prediction = "prediction";
    private const string Allow = "allow";
    private const string Refuse = "refuse";

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly Argument<string> _rows = new("NEW.csv") { Description = "The rows to predict: a file with the columns that the formula reads, without the response." };
    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();
    private readonly LevelOption _level = new();
    private readonly OutputOption _output = new();
    private readonly DrawOptions _draws = DrawOptions.Of("refits with --variances", 2, 1000);

    private readonly Option<string?> _interval = new("--interval")
    {
        HelpName = "name",
        Description = "Of what: confidence (of the expected response, the default), or prediction (of a new response).",
    };

    private readonly Option<bool> _population = new("--population") { Description = "Predict the population, by the fixed effects alone; columns that only random terms read may be missing." };

    private readonly Option<string?> _newLevels = new("--new-levels")
    {
        HelpName = "name",
        Description = "What to do with levels of grouping factors that the data do not have: refuse (the default), or allow, where their variance is in the errors.",
    };

    private readonly Option<string?> _fit = new("--fit")
    {
        HelpName = "FIT.lmm",
        Description = "A fit that lmm fit --save has written, in place of data and formula.",
    };

    private readonly Option<bool> _variances = new("--variances") { Description = "Take into account, by a parametric bootstrap, that variances are estimated." };

    /// <summary>Makes the command.</summary>
    public PredictCommand(ToolContext context)
        : base(
            "predict",
            "Fits a model, or takes a saved fit, and writes the rows of another file with their predictions (.prediction), standard errors (.se) and intervals (.lower, .upper).",
            """
            lmm predict sleepstudy.csv "Reaction ~ Days + (Days | Subject)" new.csv --interval prediction -o predicted.csv
            lmm predict sleepstudy.csv "Reaction ~ Days + (Days | Subject)" days.csv --population --level 0.9
            lmm predict --fit sleep.lmm new.csv --interval prediction
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _model.MayBeMissing();
        _rows.Arity = ArgumentArity.ZeroOrOne;
        Add(_rows);
        Add(_fit);
        _degreesOfFreedom.AddTo(this);
        Add(_interval);
        _level.AddTo(this);
        Add(_population);
        Add(_newLevels);
        Add(_variances);
        _draws.AddTo(this);
        _output.AddTo(this);
        _interval.AcceptOnlyFromAmong(Confidence, Prediction);
        _newLevels.AcceptOnlyFromAmong(Allow, Refuse);
        Validators.Add(result =>
        {
            if (result.GetValue(_fit) is null && result.GetValue(_rows) is null)
            {
                result.AddError("Required argument missing for command: 'predict'.");
            }
        });
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_draws.AreGiven(result) && !result.GetValue(_variances))
        {
            throw new InputException("--draws and --seed are of a bootstrap; leave them out, or write --variances");
        }

        string? saved = result.GetValue(_fit);
        string file = saved is null ? result.GetRequiredValue(_rows) : RowsBeside(result);
        if (file == DataOptions.StandardInput)
        {
            throw new InputException("the rows to predict are read twice, which standard input cannot be; write the path of a file");
        }

        _output.Check(result, saved ?? _model.File(result), file);
        (ModelFit fit, IReadOnlyList<FitWarning> warnings, int exitCode) = saved is null ? Fitted(result) : Loaded(result, saved);
        CsvOptions csv = _model.Csv(result);
        string stage = $"predicting the rows of {file}";
        (PredictionTable table, _) = _context.Stages.Run(
            stage,
            () => fit.Predictions(ModelFrame.FromCsv(file, csv, _context.CancellationToken), Wanted(result), new StageProgress(_context.Stages, stage), _context.CancellationToken),
            static table => string.Create(CultureInfo.InvariantCulture, $"predicted {table.Count} rows"),
            _context.CancellationToken);
        _output.Write(result, _context, writer => Write(result, writer, (fit, warnings), file, csv, table));
        if (!_model.IsJson(result))
        {
            RemarkText.Write(_context.Error, table.Notes);
            WarningText.Write(_context.Error, warnings);
        }

        return exitCode;
    }

    private (ModelFit Fit, IReadOnlyList<FitWarning> Warnings, int ExitCode) Fitted(ParseResult result)
    {
        (FittedModel fitted, _, _) = _model.Fit(result, _context, _degreesOfFreedom.Method(result));
        return (fitted.Fit, fitted.Warnings, _model.ExitCodeOf(result, fitted));
    }

    private (ModelFit Fit, IReadOnlyList<FitWarning> Warnings, int ExitCode) Loaded(ParseResult result, string saved)
    {
        string? option = _degreesOfFreedom.IsGiven(result) ? "--df" : result.GetValue(_variances) ? _variances.Name : _model.OptionOfFits(result);
        if (option is not null)
        {
            throw new InputException($"{option} needs the data, which a saved fit does not have; leave it out, or write data and formula in place of --fit");
        }

        ModelFit fit = SavedModel.Read(saved, _context);
        IReadOnlyList<FitWarning> warnings = FitWarning.Of(fit);
        return (fit, warnings, ExitCode.Of((fit as LinearMixedModelFit)?.Convergence.Converged ?? true, warnings.Count > 0, _model.IsStrict(result)));
    }

    // With a saved fit the one file is that of the rows.
    private string RowsBeside(ParseResult result) => _model.Formula(result) is null && _model.FileOrNull(result) is { } file
        ? file
        : throw new InputException("--fit stands for data and formula; write the file of the rows alone beside it: lmm predict --fit FIT.lmm NEW.csv");

    private PredictionIntervalOptions Wanted(ParseResult result) => new()
    {
        Target = result.GetValue(_population) ? PredictionTarget.Population : PredictionTarget.Conditional,
        NewLevels = result.GetValue(_newLevels) == Allow ? NewLevels.UsePopulation : NewLevels.Refuse,
        Uncertainty = (result.GetValue(_interval) == Prediction ? PredictionUncertainty.Prediction : PredictionUncertainty.Confidence)
            | (result.GetValue(_variances) ? PredictionUncertainty.Variances : PredictionUncertainty.None),
        Level = _level.Of(result),
        Draws = _draws.Draws(result),
        Seed = _draws.Seed(result),
    };

    private void Write(ParseResult result, TextWriter writer, (ModelFit Fit, IReadOnlyList<FitWarning> Warnings) fitted, string file, CsvOptions csv, PredictionTable table)
    {
        if (_model.IsJson(result))
        {
            writer.WriteLine(JsonText.Object(json =>
            {
                json.WriteString("formula", fitted.Fit.Formula);
                PredictionJson.WriteMembers(json, table);
                json.WriteWarnings(fitted.Warnings);
            }));
            return;
        }

        AppendedColumns.Write(
            writer,
            file,
            csv,
            [
                (".prediction", [.. table.Select(static row => row.Prediction)]),
                (".se", [.. table.Select(static row => row.StandardError)]),
                (".lower", [.. table.Select(static row => row.Lower)]),
                (".upper", [.. table.Select(static row => row.Upper)]),
            ],
            _context.CancellationToken);
    }
}
