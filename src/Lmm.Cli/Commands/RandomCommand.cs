using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm random</c>: tests of random effects.</summary>
internal sealed class RandomCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DrawOptions _draws = new("How many responses to simulate where a p-value needs that; 0 for none, by default 1000.", 0, 1000);

    /// <summary>Makes the command.</summary>
    public RandomCommand(ToolContext context)
        : base(
            "random",
            "Fits a mixed model and tests its random effects, each term alone, by the likelihood ratio; beside the p-value by chi-squared stands the one that knows that variances are not negative.",
            """
            lmm random sleepstudy.csv "Reaction ~ Days + (Days | Subject)"
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _draws.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        (FittedModel fitted, _, _) = _model.Fit(result, _context);
        if (fitted.Fit is not LinearMixedModelFit fit)
        {
            throw new InputException("the formula has no random-effects term, so that there is none to test; write one, such as (1 | g)");
        }

        (RandomTermTests tests, _) = _context.Stages.Run(
            $"testing the random effects of {fit.Formula}",
            () => RandomTermTests.Of(fit, _draws.Draws(result), _draws.Seed(result), cancellationToken: _context.CancellationToken),
            static tests => $"tested {tests.Tests.Count} random effects",
            _context.CancellationToken);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(RandomTermsJson.Write(fitted, tests));
        }
        else
        {
            _context.Output.Write($"{tests}");
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return ExitCode.Of(fitted.HasConverged && tests.Tests.All(static test => test.Converged), fitted.Warnings.Count > 0, _model.IsStrict(result));
    }
}
