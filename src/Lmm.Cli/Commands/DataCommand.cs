using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm data</c>: tells what the columns of a file hold, and why they are of their types.</summary>
internal sealed class DataCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly DataOptions _data = new();
    private readonly Argument<string> _file = CommonArguments.Data();
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object." };

    /// <summary>Makes the command.</summary>
    public DataCommand(ToolContext context)
        : base(
            "data",
            "Tells of each column its type and why, missing values, levels or range, and the cells that are no numbers.",
            """
            lmm data sleepstudy.csv
            """)
    {
        _context = context;
        Add(_file);
        _data.AddReadingTo(this);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = result.GetRequiredValue(_file);
        (ModelFrame data, _, RowChoice? choice) = _data.Read(result, file, _context);
        ColumnSummary[] columns = [.. data.Columns.Select(ColumnSummary.Of)];
        if (result.GetValue(_json))
        {
            _context.Output.WriteLine(ColumnsJson.Write(file, data.RowCount, choice?.Filtered ?? 0, columns));
        }
        else
        {
            _context.Output.Write(ColumnsText.Write(file, data.RowCount, columns));
        }

        return ExitCode.Done;
    }
}
