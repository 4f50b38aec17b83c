using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>The option that names the method by which fixed effects are tested.</summary>
internal sealed class DegreesOfFreedomOption
{
    private static readonly (string Name, DegreesOfFreedomMethod Method)[] Methods =
    [
        ("satterthwaite", DegreesOfFreedomMethod.Satterthwaite),
        ("kenward-roger", DegreesOfFreedomMethod.KenwardRoger),
        ("kenward-roger-observed", DegreesOfFreedomMethod.KenwardRogerObserved),
        ("normal", DegreesOfFreedomMethod.Normal),
        ("none", DegreesOfFreedomMethod.None),
    ];

    private readonly Option<string?> _option = new("--df")
    {
        HelpName = "method",
        Description = $"The degrees of freedom of tests of fixed effects, of {string.Join(", ", Methods.Select(static method => method.Name))}; by default {Methods[0].Name}.",
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command)
    {
        _option.AcceptOnlyFromAmong([.. Methods.Select(static method => method.Name)]);
        command.Add(_option);
    }

    /// <summary>Whether a method was asked for.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(_option) is not null;

    /// <summary>The method.</summary>
    public DegreesOfFreedomMethod Method(ParseResult result)
        => result.GetValue(_option) is { } name ? Methods.Single(method => method.Name == name).Method : DegreesOfFreedomMethod.Satterthwaite;
}
