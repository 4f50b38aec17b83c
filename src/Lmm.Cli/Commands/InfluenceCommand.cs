using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm influence</c>: which rows, or levels of a factor, carry the answer.</summary>
internal sealed class InfluenceCommand : DocumentedCommand
{
    private const int MostOfTable = 10;

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());

    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "factor",
        Description = "Leave out one level of this grouping factor, or other variable of the model, after the other.",
    };

    private readonly Option<bool> _refit = new("--refit")
    {
        Description = "With --by: estimate the variances anew without each level; else they are held at those of all rows.",
    };

    private readonly Option<int?> _top = new("--top")
    {
        HelpName = "n",
        Description = "The number of rows or levels to write, the most influential first; by default 10.",
        CustomParser = CheckedNumber.Count("--top", 1),
    };

    /// <summary>Makes the command.</summary>
    public InfluenceCommand(ToolContext context)
        : base(
            "influence",
            "Fits a model and writes which rows, or which levels of a factor, carry the answer: leverage, Cook's distances, and estimates without them.",
            """
            lmm influence sleepstudy.csv "Reaction ~ Days + (Days | Subject)"
            lmm influence sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --by Subject --refit
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        Add(_by);
        Add(_refit);
        Add(_top);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string? by = result.GetValue(_by);
        if (by is null && result.GetValue(_refit))
        {
            throw new InputException("--refit is of levels; name a factor by --by, or leave it out");
        }

        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context);
        LevelInfluenceTable? table = by is null ? null : Levels(fitted.Fit, by, result.GetValue(_refit) ? InfluenceMethod.Refitted : InfluenceMethod.AtFittedTheta);
        if (_model.IsJson(result))
        {
            _context.Output.WriteLine(InfluenceJson.Write(fitted, table, choice?.Filtered));
        }
        else
        {
            int top = result.GetValue(_top) ?? MostOfTable;
            _context.Output.Write((table is null ? fitted.Fit.Influence.ToTable(top) : table.ToTable(top)).ToText());
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }

    private LevelInfluenceTable Levels(ModelFit fit, string by, InfluenceMethod method)
    {
        string stage = $"leaving out levels of {by}";
        (LevelInfluenceTable table, _) = _context.Stages.Run(
            stage,
            () => fit.Influence.By(by, method, progress: new StageProgress(_context.Stages, stage), cancellationToken: _context.CancellationToken),
            table => string.Create(CultureInfo.InvariantCulture, $"left out {table.Count} levels"),
            _context.CancellationToken);
        return table;
    }

    /// <summary>Shows how many of how many are done.</summary>
    private sealed class StageProgress(Stages stages, string stage) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => stages.Say($"{stage}, {value.Done} of {value.Total}");
    }
}
