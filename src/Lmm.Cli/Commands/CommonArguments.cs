using System.CommandLine;

namespace Lmm.Cli.Commands;

/// <summary>The arguments that commands have in common.</summary>
internal static class CommonArguments
{
    /// <summary>The data, a file or standard input.</summary>
    public static Argument<string> Data() => new("DATA.csv") { Description = "A text file with delimited columns, which the first line names; - for standard input." };

    /// <summary>The data where standard input cannot be them.</summary>
    public static Argument<string> DataFile() => new("DATA.csv") { Description = "A text file with delimited columns, which the first line names." };

    /// <summary>The formula.</summary>
    public static Argument<string> Formula() => new("FORMULA") { Description = "The model, such as \"y ~ x + (x | g)\"." };

    /// <summary>True for a word that is written as options are, and is no formula.</summary>
    public static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && !word.Contains('~', StringComparison.Ordinal);

    /// <summary>Two formulas or more.</summary>
    public static Argument<string[]> Formulas()
    {
        Argument<string[]> formulas = new("FORMULA")
        {
            Description = "Two or more nested models, in any order.",
            Arity = new ArgumentArity(2, 100),
        };

        RefuseOptionsAmong(formulas);
        return formulas;
    }

    /// <summary>Where any number of texts may stand, the parser takes a misspelt option for one of them.</summary>
    public static void RefuseOptionsAmong(Argument<string[]> texts) => texts.Validators.Add(static given =>
    {
        foreach (string text in given.Tokens.Select(token => token.Value).Where(IsOption))
        {
            given.AddError($"Unrecognized command or argument '{text}'");
        }
    });
}
