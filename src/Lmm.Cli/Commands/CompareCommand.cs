using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm compare</c>: tests nested models by the likelihood ratio.</summary>
internal sealed class CompareCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly DataOptions _data = new();
    private readonly FitSettings _settings = new();
    private readonly Argument<string> _file = CommonArguments.Data();
    private readonly Argument<string[]> _formulas = CommonArguments.Formulas();

    /// <summary>Makes the command.</summary>
    public CompareCommand(ToolContext context)
        : base(
            "compare",
            "Compares nested models by the likelihood-ratio test. All are fitted by maximum likelihood to the rows that are complete in the variables of each.",
            """
            lmm compare sleepstudy.csv "Reaction ~ Days + (1 | Subject)" "Reaction ~ Days + (Days | Subject)"
            """)
    {
        _context = context;
        Add(_file);
        Add(_formulas);
        _data.AddTo(this);
        _settings.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = result.GetRequiredValue(_file);
        Model[] models = [.. result.GetRequiredValue(_formulas).Select((formula, index) => Model.Parse(formula, $"model{index + 1}"))];
        (ModelFrame data, TimeSpan readTime, RowChoice? choice) = _data.Read(result, file, _context);
        NestedComparison comparison = NestedComparison.Of(models, data, _data.Weights(result), _data.Offset(result), _settings.Options(result), _context);
        if (_settings.IsJson(result))
        {
            _context.Output.WriteLine(ComparisonJson.Write(comparison, readTime, choice?.Filtered));
        }
        else
        {
            _context.Output.Write(comparison.Test.ToString());
            WarningText.Write(_context.Error, comparison.Warnings);
        }

        return ExitCode.Of(comparison.Fits.All(fit => fit.HasConverged), comparison.Warnings.Count > 0, _settings.IsStrict(result));
    }
}
