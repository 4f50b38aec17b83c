using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Printing;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm simulate</c>: responses that a fitted model generates.</summary>
internal sealed class SimulateCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.DataFile());
    private readonly OutputOption _output = new();
    private readonly DrawOptions _draws = DrawOptions.Of("responses to simulate", 1, 1);
    private readonly Option<bool> _conditional = new("--conditional") { Description = "Keep the conditional modes, so that the errors alone are new; by default random effects are new too." };

    /// <summary>Makes the command.</summary>
    public SimulateCommand(ToolContext context)
        : base(
            "simulate",
            "Fits a model and writes the rows of the file with responses that the fit generates (.sim_1, .sim_2, and so on).",
            """
            lmm simulate sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --draws 3 --seed 7 -o simulated.csv
            """)
    {
        _context = context;
        _model.AddTo(this, hasJson: true);
        Add(_conditional);
        _draws.AddTo(this);
        _output.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = _model.File(result);
        if (file == DataOptions.StandardInput)
        {
            throw new InputException("standard input can be read just once, and its rows are wanted twice; write the path of a file");
        }

        _output.Check(result, file);
        (FittedModel fitted, _, RowChoice? choice) = _model.Fit(result, _context);
        SimulatedResponses responses = fitted.Fit.Simulations(new SimulationSettings
        {
            Draws = _draws.Draws(result),
            Seed = _draws.Seed(result),
            IsConditional = result.GetValue(_conditional),
        });
        _output.Write(result, _context, writer =>
        {
            if (_model.IsJson(result))
            {
                writer.WriteLine(JsonText.Object(json =>
                {
                    json.WriteString("formula", fitted.Fit.Formula);
                    responses.WriteMembers(json);
                    json.WriteFiltered(choice?.Filtered);
                    json.WriteWarnings(fitted.Warnings);
                }));
                return;
            }

            (string, IReadOnlyList<double>)[] columns = [.. responses.Select((response, index) => (
                string.Create(CultureInfo.InvariantCulture, $".sim_{index + 1}"),
                choice is null ? response : choice.OfInput([.. response])))];
            AppendedColumns.Write(writer, file, _model.Csv(result), columns, _context.CancellationToken);
        });
        if (!_model.IsJson(result))
        {
            RemarkText.Write(_context.Error, responses.Notes);
            WarningText.Write(_context.Error, fitted.Warnings);
        }

        return _model.ExitCodeOf(result, fitted);
    }
}
