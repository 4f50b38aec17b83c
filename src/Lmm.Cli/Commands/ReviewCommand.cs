using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm review</c>: what an experienced analyst would say of a fit.</summary>
internal sealed class ReviewCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());

    /// <summary>Makes the command.</summary>
    public ReviewCommand(ToolContext context)
        : base(
            "review",
            "Fits a model and writes what is the matter with it, the most important first, and what to do: random slopes that are missing, variances at zero, groups and rows that stand out, residuals, codes for missing values, collinearity, and why an ordinary model says otherwise.",
            """
            lmm review sleepstudy.csv "Reaction ~ Days + (1 | Subject)"
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        (FittedModel fitted, _, _) = _model.Fit(result, _context);
        (FitReview review, _) = _context.Stages.Run(
            $"reviewing {fitted.Fit.Formula}",
            () => fitted.Fit.Review(cancellationToken: _context.CancellationToken),
            static review => string.Create(CultureInfo.InvariantCulture, $"found {review.Count} things to say"),
            _context.CancellationToken);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(ReviewJson.Write(fitted, review));
        }
        else
        {
            _context.Output.Write($"{review}");
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }
}
