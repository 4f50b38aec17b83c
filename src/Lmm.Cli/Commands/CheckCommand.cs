using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Formula.Diagnostics;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm check</c>: says what is wrong with a formula, by itself or on a file.</summary>
internal sealed class CheckCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly DataOptions _data = new();
    private readonly Argument<string> _formula = CommonArguments.Formula();
    private readonly Argument<string?> _file = new("DATA.csv")
    {
        Description = "The data; without them just what the formula itself tells is checked.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object." };

    private readonly Option<bool> _strict = new("--strict") { Description = "Exit with code 1 when there are warnings." };

    /// <summary>Makes the command.</summary>
    public CheckCommand(ToolContext context)
        : base(
            "check",
            "Checks a formula and prints what is wrong, as the compiler would.",
            """
            lmm check "Reaction ~ Days + (Dys | Subject)" sleepstudy.csv
            """)
    {
        _context = context;
        Add(_formula);
        Add(_file);
        _data.AddTo(this);
        Add(_json);
        Add(_strict);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string formula = result.GetRequiredValue(_formula);
        string? file = result.GetValue(_file);
        ModelFrame? data = file is null ? null : _data.Read(result, file, _context).Data;
        IReadOnlyList<FormulaDiagnostic> faults = data is null
            ? Model.Check(formula)
            : Model.Check(formula, data, _data.Weights(result), _data.Offset(result));
        bool isWrong = faults.Any(fault => fault.Rule.Severity == FormulaSeverity.Error);
        FitWarning[] warnings = data is null || isWrong ? [] : [.. FitWarning.OfColumns(ModelBinding.Of(Model.Parse(formula), data, _data.Weights(result), _data.Offset(result)))];
        if (result.GetValue(_json))
        {
            _context.Output.WriteLine(DiagnosticsJson.Write(formula, faults, warnings));
        }
        else if (faults.Count + warnings.Length > 0)
        {
            _context.Output.Write(string.Concat(faults.Select(fault => DiagnosticText.Of(formula, fault, data))));
            WarningText.Write(_context.Output, warnings);
        }
        else
        {
            _context.Error.WriteLine("The formula has no faults.");
        }

        return isWrong ? ExitCode.WrongInput
            : (warnings.Length > 0 || faults.Any(fault => fault.Rule.Severity == FormulaSeverity.Warning)) && result.GetValue(_strict) ? ExitCode.Warnings
            : ExitCode.Done;
    }
}
