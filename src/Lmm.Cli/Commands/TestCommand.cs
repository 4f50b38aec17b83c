using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm test</c>: linear hypotheses on the fixed effects.</summary>
internal sealed class TestCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _method = new();
    private readonly Argument<string[]> _hypotheses = Hypotheses();

    /// <summary>Makes the command.</summary>
    public TestCommand(ToolContext context)
        : base(
            "test",
            "Fits a model and tests linear hypotheses on its fixed effects, each alone and all jointly.",
            """
            lmm test sleepstudy.csv "Reaction ~ Days + (Days | Subject)" "Days = 10"
            lmm test cake.csv "angle ~ recipe + temp + (1 | recipe:replicate)" "recipeB = 0" "recipeC = recipeB" --df kenward-roger --json
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        Add(_hypotheses);
        _method.AddTo(this);
        SetAction(Run);
    }

    private static Argument<string[]> Hypotheses()
    {
        Argument<string[]> hypotheses = new("HYPOTHESIS")
        {
            Description = "Such as \"Days - 10 = 0\" or \"2 a = b\"; names that are no identifiers in back-ticks.",
            Arity = new ArgumentArity(1, 1000),
        };
        CommonArguments.RefuseOptionsAmong(hypotheses);
        return hypotheses;
    }

    private int Run(ParseResult result)
    {
        (FittedModel fitted, _, _) = _model.Fit(result, _context, _method.Method(result));
        HypothesisTests tests = fitted.Fit.Tests.Hypotheses(result.GetRequiredValue(_hypotheses));
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(HypothesesJson.Write(fitted, tests));
        }
        else
        {
            _context.Output.Write($"{tests}");
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }
}
