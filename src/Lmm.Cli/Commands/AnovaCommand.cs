using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm anova</c>: tests the terms of a model.</summary>
internal sealed class AnovaCommand : DocumentedCommand
{
    private static readonly (string Name, AnovaType Type)[] Types = [("1", AnovaType.I), ("2", AnovaType.II), ("3", AnovaType.III)];

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();

    private readonly Option<string?> _type = new("--type")
    {
        HelpName = "1|2|3",
        Description = "What is asked of a term: 1, what it adds to the terms before it; 2, to all that do not contain it; 3, its effect averaged over the levels of the others. By default 3.",
    };

    /// <summary>Makes the command.</summary>
    public AnovaCommand(ToolContext context)
        : base(
            "anova",
            "Fits a model and tests its terms: an analysis of variance of type I, II or III.",
            """
            lmm anova cake.csv "angle ~ recipe * temperature + (1 | recipe:replicate)" --factor temperature,replicate
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        _type.AcceptOnlyFromAmong([.. Types.Select(static type => type.Name)]);
        Add(_type);
        _degreesOfFreedom.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        AnovaType type = result.GetValue(_type) is { } name ? Types.Single(known => known.Name == name).Type : AnovaType.III;
        (FittedModel fitted, _, _) = _model.Fit(result, _context);
        AnovaTable table = fitted.Fit.Tests.With(_degreesOfFreedom.Method(result)).Anova(type);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(AnovaJson.Write(fitted, table));
        }
        else
        {
            _context.Output.Write(table.ToString());
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }
}
