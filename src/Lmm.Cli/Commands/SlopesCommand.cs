using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm slopes</c>: slopes of a covariate and their contrasts.</summary>
internal sealed class SlopesCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly MarginalOptions _options = new();

    private readonly Option<string> _of = new("--of")
    {
        HelpName = "covariate",
        Description = "The covariate by which to differentiate.",
        Required = true,
    };

    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "factors",
        Description = "The factors at whose levels to give slopes, with commas between them; without, the one slope of all.",
    };

    /// <summary>Makes the command.</summary>
    public SlopesCommand(ToolContext context)
        : base(
            "slopes",
            "Fits a model and writes the slopes of a covariate, exact through transforms, at the levels of factors, and their contrasts.",
            """
            lmm slopes expression.csv "values ~ week * genotype + (week | probesets)" --of week --by genotype --pairs
            lmm slopes growth.csv "height ~ poly(age, 2) * sex + (age | subject)" --of age --by sex,age --at age=8,12 --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        Add(_of);
        Add(_by);
        _options.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context, _options.Method(result));
        SlopeTable table = _options.Asked(result, fitted.Fit.Slopes).Of(result.GetRequiredValue(_of), CommaList.Split(result.GetValue(_by) ?? ""));
        MarginalOutput.Write(_context, _model.IsJson(result), fitted, table, _options.Contrasts(result, table), _options.HasLimits(result), choice?.Filtered);
        return _model.ExitCodeOf(result, fitted);
    }
}
