using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Printing;
using Lmm.Storage;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm show</c>: prints a saved fit, or what its file holds.</summary>
internal sealed class ShowCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly Argument<string> _file = new("FIT.lmm") { Description = "A fit that lmm fit --save has written; with --contents, saved cross-products too." };
    private readonly Option<bool> _contents = new("--contents") { Description = "Print the size of the file and what it holds of the data, part by part, in place of the summary." };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object." };

    /// <summary>Makes the command.</summary>
    public ShowCommand(ToolContext context)
        : base(
            "show",
            "Prints the summary of a saved fit, or what its file holds.",
            """
            lmm show sleep.lmm
            lmm show sleep.lmm --contents
            """)
    {
        _context = context;
        Add(_file);
        Add(_contents);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = result.GetRequiredValue(_file);
        if (result.GetValue(_contents))
        {
            SavedContents contents = SavedContents.Of(file);
            _context.Output.Write(result.GetValue(_json) ? JsonText.Object(json => SavedContentsJson.WriteMembers(json, contents)) + _context.Output.NewLine : contents.ToString());
            return ExitCode.Done;
        }

        ModelFit fit = SavedModel.Read(file, _context);
        if (result.GetValue(_json))
        {
            _context.Output.WriteLine(fit.ToJson());
            return ExitCode.Done;
        }

        _context.Output.Write(FaultText.InCommandLineWords($"{fit}"));
        WarningText.Write(_context.Error, FitWarning.Of(fit));
        return ExitCode.Done;
    }
}
