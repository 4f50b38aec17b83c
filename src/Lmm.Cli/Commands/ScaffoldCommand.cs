using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Cli.Scaffolding;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm scaffold</c>: writes a project with a typed row and the model on it.</summary>
internal sealed class ScaffoldCommand : DocumentedCommand
{
    private readonly ToolContext _context;
    private readonly DataOptions _data = new();
    private readonly Argument<string> _file = CommonArguments.DataFile();
    private readonly Argument<string> _formula = CommonArguments.Formula();

    private readonly Option<string> _folder = new("--output", "-o")
    {
        HelpName = "DIR",
        Description = "The folder to write the project to; it must be new or empty.",
        Required = true,
    };

    private readonly Option<string?> _lmm = new("--lmm")
    {
        HelpName = "CHECKOUT",
        Description = "Refer to the projects of a checkout of Lmm; by default to the package.",
    };

    private readonly Option<bool> _ml = new("--ml") { Description = "Fit by maximum likelihood; by default by REML." };

    private readonly Option<bool> _force = new("--force") { Description = "Replace files in a folder that is not empty." };

    /// <summary>Makes the command.</summary>
    public ScaffoldCommand(ToolContext context)
        : base(
            "scaffold",
            "Writes a project with a typed row for the file, the model as its attribute, and a program that fits it and prints the summary.",
            """
            lmm scaffold sleepstudy.csv "Reaction ~ Days + (Days | Subject)" -o SleepStudy
            """)
    {
        _context = context;
        Add(_file);
        Add(_formula);
        Add(_folder);
        Add(_lmm);
        Add(_ml);
        Add(_force);
        _data.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string file = result.GetRequiredValue(_file);
        string folder = result.GetRequiredValue(_folder);
        if (file == DataOptions.StandardInput)
        {
            throw new InputException("the program to write reads a file, and standard input is none; write the path of a file");
        }

        if (_data.HasCondition(result))
        {
            throw new InputException("--where: the program to write fits all rows of the file; leave the option out, and filter the rows in Program.cs");
        }

        TargetFolder target = new(folder, result.GetValue(_force));
        target.Check();
        string reference = result.GetValue(_lmm) is { } checkout ? LmmReference.OfCheckout(checkout) : LmmReference.OfPackage();
        Model model = Model.Parse(result.GetRequiredValue(_formula), file);
        ModelFrame data = _data.Read(result, file, _context).Data;
        BoundModel bound = ModelBinding.Of(model, data, _data.Weights(result), _data.Offset(result));
        ScaffoldedProject project = ScaffoldedProject.Of(bound, _data.Weights(result), _data.Offset(result), new DataSource(file, _data.Csv(result)));
        Write(project, target, reference, result.GetValue(_ml) ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood);
        WarningText.Write(_context.Error, [.. FitWarning.OfFormula(bound), .. FitWarning.OfColumns(bound)]);
        return ExitCode.Done;
    }

    private void Write(ScaffoldedProject project, TargetFolder target, string reference, Estimation estimation)
    {
        (string Name, string Text)[] files =
        [
            ($"{project.Row.Name}.csproj", ScaffoldedProject.ProjectText(reference)),
            ($"{project.Row.Name}.cs", project.RowText()),
            (TargetFolder.ProgramName, project.ProgramText(estimation, target.Path)),
        ];
        target.Write(files);
        foreach ((string name, _) in files)
        {
            _context.Output.WriteLine($"wrote {Path.Combine(target.Path, name)}");
        }

        _context.Output.WriteLine($"Run it: dotnet run --project {ShellText.Of(target.Path)}");
    }
}
