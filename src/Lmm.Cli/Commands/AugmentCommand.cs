using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm augment</c>: the file with what a fit says of each row.</summary>
internal sealed class AugmentCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.DataFile());

    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "OUT.csv",
        Description = "The file to write; by default standard output.",
    };

    /// <summary>Makes the command.</summary>
    public AugmentCommand(ToolContext context)
        : base(
            "augment",
            "Fits a model and writes the file's columns with, for each row, the fitted value (.fitted), that of the fixed effects alone (.fixed), the residual (.resid) and the scaled one (.scaled), the leverage (.hat) and Cook's distance (.cooksd).",
            """
            lmm augment sleepstudy.csv "Reaction ~ Days + (Days | Subject)" -o fitted.csv
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: false);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = _model.File(result);
        string? output = result.GetValue(_output);
        if (file == DataOptions.StandardInput)
        {
            throw new InputException("standard input can be read just once, and its rows are wanted twice; write the path of a file");
        }

        ResultFile.Check("-o", output, file);

        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context);
        AugmentedRows rows = new(file, _model.Csv(result), fitted, choice);
        if (output is null)
        {
            rows.Write(_context.Output, _context.CancellationToken);
        }
        else
        {
            ResultFile.Write(output, writer => rows.Write(writer, _context.CancellationToken));
        }

        WarningText.Write(_context.Error, fitted.Warnings);
        return _model.ExitCodeOf(result, fitted);
    }
}
