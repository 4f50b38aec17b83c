using System.CommandLine;
using System.CommandLine.Parsing;
using Lmm.Cli.Fitting;

namespace Lmm.Cli.Commands;

/// <summary>The arguments and options of commands that fit one model to a file.</summary>
/// <param name="data">The argument that names the data.</param>
/// <param name="hasCounts">True where <c>--levels</c> may be numbers of levels besides.</param>
internal sealed class ModelArguments(Argument<string> data, bool hasCounts = false)
{
    private readonly DataOptions _data = new(hasCounts);
    private readonly FitSettings _settings = new();
    private readonly Argument<string> _formula = CommonArguments.Formula();
    private readonly Option<bool> _ml = new("--ml") { Description = "Fit by maximum likelihood; by default by REML." };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasJson">True when the command can write JSON.</param>
    public void AddTo(Command command, bool hasJson)
    {
        command.Add(data);
        command.Add(_formula);
        command.Add(_ml);
        _data.AddTo(command);
        _settings.AddTo(command, hasJson);
    }

    /// <summary>Lets a command do without data and formula, where a saved fit stands for them.</summary>
    public void MayBeMissing()
    {
        data.Arity = ArgumentArity.ZeroOrOne;
        _formula.Arity = ArgumentArity.ZeroOrOne;
    }

    /// <summary>True when both data and formula are there.</summary>
    public bool AreComplete(CommandResult result) => result.GetValue(data) is not null && result.GetValue(_formula) is not null;

    /// <summary>The formula; null where it is missing.</summary>
    public string? Formula(ParseResult result) => result.GetValue(_formula);

    /// <summary>The file.</summary>
    public string File(ParseResult result) => result.GetRequiredValue(data);

    /// <summary>The file; null where it is missing.</summary>
    public string? FileOrNull(ParseResult result) => result.GetValue(data);

    /// <summary>The numbers of levels that <c>--levels</c> gives; null for none.</summary>
    public string? LevelCounts(ParseResult result) => _data.LevelCounts(result);

    /// <summary>How the file is written.</summary>
    public CsvOptions Csv(ParseResult result) => _data.Csv(result);

    /// <summary>True when results are to be written as JSON.</summary>
    public bool IsJson(ParseResult result) => _settings.IsJson(result);

    /// <summary>True when warnings make the exit code 1.</summary>
    public bool IsStrict(ParseResult result) => _settings.IsStrict(result);

    /// <summary>The first option that says how to fit, of those that were given; null for none.</summary>
    public string? OptionOfFits(ParseResult result) => result.GetValue(_ml) ? _ml.Name : _data.OptionOfRows(result);

    /// <summary>Fits the model.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="context">The run.</param>
    /// <param name="method">The method of tests.</param>
    /// <returns>The fit, the time that reading the file took, and which of its rows are wanted; null for all.</returns>
    public (FittedModel Fitted, TimeSpan ReadTime, RowChoice? Choice) Fit(
        ParseResult result, ToolContext context, DegreesOfFreedomMethod method = DegreesOfFreedomMethod.Satterthwaite)
    {
        string file = File(result);
        Model model = Model.Parse(result.GetRequiredValue(_formula), file);
        (ModelFrame frame, TimeSpan readTime, RowChoice? choice) = _data.Read(result, file, context);
        BoundDesign design = BoundDesign.Of(model, frame, _data.Weights(result), _data.Offset(result), context);
        return (FittedModel.Of(design, Criterion(result), Options(result, method), context), readTime, choice);
    }

    /// <summary>The criterion of mixed models.</summary>
    public Estimation Criterion(ParseResult result) => result.GetValue(_ml) ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;

    /// <summary>How to fit a model to rows of a database.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="method">The method of tests.</param>
    /// <exception cref="InputException">An option is of text files.</exception>
    public DatabaseOptions InDatabase(ParseResult result, DegreesOfFreedomMethod method)
    {
        _data.RefuseInDatabase(result);
        return new DatabaseOptions { Fit = Options(result, method), Weights = _data.Weights(result), Offset = _data.Offset(result), Factors = _data.Factors(result) };
    }

    /// <summary>The exit code of a fit.</summary>
    public int ExitCodeOf(ParseResult result, FittedModel fitted) => ExitCode.Of(fitted.HasConverged, fitted.Warnings.Count > 0, IsStrict(result));

    private FitOptions Options(ParseResult result, DegreesOfFreedomMethod method) => _settings.Options(result) with { DegreesOfFreedom = method };
}
