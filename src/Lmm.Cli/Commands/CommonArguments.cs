using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>The arguments that commands have in common.</summary>
internal static class CommonArguments
{
    /// <summary>The data.</summary>
    public static Argument<string> File() => new("DATA.csv") { Description = "A text file with delimited columns, which the first line names; - for standard input." };

    /// <summary>The formula.</summary>
    public static Argument<string> Formula() => new("FORMULA") { Description = "The model, such as \"y ~ x + (x | g)\"." };
}
