using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm means</c>: marginal means of a model and their contrasts.</summary>
internal sealed class MeansCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly MarginalOptions _options = new();

    private readonly Option<string?> _of = new("--of")
    {
        HelpName = "factors",
        Description = "The factors whose levels have means, with commas between them; without, the one mean of all.",
    };

    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "factors",
        Description = "Factors within whose levels the means are compared, each combination a family of its own.",
    };

    /// <summary>Makes the command.</summary>
    public MeansCommand(ToolContext context)
        : base(
            "means",
            "Fits a model and writes marginal means at the levels of factors, averaged over the other variables, and their contrasts.",
            """
            lmm means cake.csv "angle ~ recipe * temperature + (1 | recipe:replicate)" --factor temperature,replicate --of recipe --pairs
            lmm means cake.csv "angle ~ recipe * temperature + (1 | recipe:replicate)" --factor temperature,replicate --of recipe --by temperature --json
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
        MarginalMeansTable table = _options.Asked(result, fitted.Fit.MarginalMeans).Of(CommaList.Split(result.GetValue(_of) ?? ""), CommaList.Split(result.GetValue(_by) ?? ""));
        MarginalOutput.Write(_context, _model.IsJson(result), fitted, table, _options.Contrasts(result, table), _options.HasLimits(result), choice?.Filtered);
        return _model.ExitCodeOf(result, fitted);
    }
}
