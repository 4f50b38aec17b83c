using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm modes</c>: the conditional modes of a mixed model's random effects.</summary>
internal sealed class ModesCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());

    private readonly Option<string?> _of = new("--of")
    {
        HelpName = "factor",
        Description = "Write the modes of this grouping factor; by default those of all.",
    };

    /// <summary>Makes the command.</summary>
    public ModesCommand(ToolContext context)
        : base(
            "modes",
            "Fits a mixed model and writes the conditional modes of its random effects (BLUPs), with their conditional standard deviations.",
            """
            lmm modes sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --json
            lmm modes Oats.csv "yield ~ nitro + Variety + (1 | Block/Variety)" --of Block
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        Add(_of);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        (FittedModel fitted, _, _) = _model.Fit(result, _context);
        if (fitted.Fit is not LinearMixedModelFit fit)
        {
            throw new InputException("the model has no random effects and so no modes; add a term such as (1 | g)");
        }

        IReadOnlyList<RandomEffects> factors = result.GetValue(_of) is { } name ? [fit.RandomEffects(name)] : fit.GroupingFactors;
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(ModesJson.Write(fit, factors, fitted.Warnings));
        }
        else
        {
            _context.Output.Write(string.Join('\n', factors.Select(static effects => effects.ToModesTable().ToText())));
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }
}
