using System.CommandLine;
using Lmm.Cli.Fitting;
using Lmm.Cli.Output;
using Lmm.Cli.Pictures;

namespace Lmm.Cli.Commands;

/// <summary><c>lmm plot</c>: a picture of a fit.</summary>
internal sealed class PlotCommand : DocumentedCommand
{
    private const int MostWidth = 4000;
    private const string Png = ".png";
    private const string Svg = ".svg";

    private readonly ToolContext _context;
    private readonly ModelArguments _model = new(CommonArguments.Data());
    private readonly DegreesOfFreedomOption _degreesOfFreedom = new();
    private readonly LevelOption _level = new();
    private readonly DrawOptions _draws = new("With qq, checks and bootstrap: the number of refits, 20 or more; by default 100, of a bootstrap 1000.", 20, PlotKinds.UsualDraws);

    private readonly Option<string> _kind = new("--kind")
    {
        HelpName = "name",
        Description = $"What to draw: {string.Join(", ", PlotKinds.Names)}.",
        Required = true,
    };

    private readonly Option<string?> _of = new("--of")
    {
        HelpName = "names",
        Description = "Of what: coefficients (forest), a grouping factor (caterpillar, shrinkage, groups; of qq its modes), a variable (residuals), factors or a covariate (effects), parameters (profile, bootstrap), a factor whose levels are left out (influence).",
    };

    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "factor",
        Description = "With effects: a line for each level of this factor; with groups: the number along the axes.",
    };

    private readonly Option<int?> _width = new("--width")
    {
        HelpName = "pixels",
        Description = "The width, from 320 to 4000; by default 680. PNG has twice as many.",
        CustomParser = CheckedNumber.Count("--width", 320),
    };

    private readonly Option<string?> _title = new("--title") { HelpName = "text", Description = "The title; by default one that says what is shown, empty for none." };

    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT.svg|OUT.png", Description = "The file to write; by default SVG on standard output." };

    /// <summary>Makes the command.</summary>
    public PlotCommand(ToolContext context)
        : base(
            "plot",
            "Fits a model and draws a picture of it, as SVG or PNG.",
            """
            lmm plot sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --kind caterpillar -o modes.svg
            lmm plot sleepstudy.csv "Reaction ~ Days + (Days | Subject)" --kind checks -o checks.png
            """)
    {
        _context = context;
        _kind.AcceptOnlyFromAmong([.. PlotKinds.Names]);
        _model.AddTo(this, hasJson: false);
        Add(_kind);
        Add(_of);
        Add(_by);
        _degreesOfFreedom.AddTo(this);
        _level.AddTo(this);
        _draws.AddTo(this);
        Add(_width);
        Add(_title);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        string? output = result.GetValue(_output);
        CheckName(output, _model.File(result));
        if (result.GetValue(_width) > MostWidth)
        {
            throw new InputException($"--width must be a whole number from 320 to {MostWidth}");
        }

        PlotWish wish = new()
        {
            Kind = result.GetRequiredValue(_kind),
            Of = result.GetValue(_of) is { } of ? CommaList.Split(of) : [],
            By = result.GetValue(_by),
            Draws = _draws.GivenDraws(result),
            HasDraws = _draws.AreGiven(result),
            Seed = _draws.Seed(result),
            Options = new PlotOptions { Level = _level.Of(result), Width = result.GetValue(_width) ?? PlotOptions.Default.Width, Title = result.GetValue(_title) },
        };
        PlotKinds.Check(wish);
        (FittedModel fitted, _, _) = _model.Fit(result, _context, _degreesOfFreedom.Method(result));
        (Picture picture, _) = _context.Stages.Run(
            $"drawing {wish.Kind}",
            () => PlotKinds.Draw(wish, fitted.Fit, _context.CancellationToken),
            static picture => $"drew {picture}",
            _context.CancellationToken);
        Write(picture, output);
        WarningText.Write(_context.Error, fitted.Warnings);
        return _model.ExitCodeOf(result, fitted);
    }

    private static void CheckName(string? output, string data)
    {
        ResultFile.Check("-o", output, data);
        if (output is not null && !IsPng(output) && !output.EndsWith(Svg, StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"-o: {output} is neither {Svg} nor {Png}; its name says what to write");
        }
    }

    private void Write(Picture picture, string? output)
    {
        if (output is null)
        {
            _context.Output.Write(picture.ToSvg());
        }
        else if (IsPng(output))
        {
            ResultFile.Write(output, PngImage.Of(picture));
        }
        else
        {
            ResultFile.Write(output, writer => writer.Write(picture.ToSvg()));
        }
    }

    private static bool IsPng(string output) => output.EndsWith(Png, StringComparison.OrdinalIgnoreCase);
}
