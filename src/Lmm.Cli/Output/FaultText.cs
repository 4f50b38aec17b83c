using System.Text.RegularExpressions;

namespace Lmm.Cli.Output;

/// <summary>What to tell of a fault: what is wrong and the cure, in the words of the command line.</summary>
internal static partial class FaultText
{
    // The library names its options in cures; on the command line they have other names.
    private static readonly (string Library, string CommandLine)[] Cures =
    [
        ("set CsvOptions.DecimalComma", "pass --decimal-comma"),
        ("leave CsvOptions.DecimalComma out", "leave --decimal-comma out"),
        ("list it in CsvOptions.MissingTexts", "list it by --na"),
        ("set CsvOptions.Delimiter", "pass --delimiter"),
        ("raise MaximumEvaluations", "raise --max-evaluations"),
        ("set CsvOptions.Encoding to the encoding that it has", "pass it by --encoding"),
        ("set CsvOptions.Encoding", "pass --encoding utf-16"),
        ("use DatabaseStrategy.Sums, use DatabaseStrategy.Pairs where grouping factors cross, or raise DatabaseOptions.MaximumCells where the memory allows it", "pass --strategy sums, pass --strategy pairs where grouping factors cross, or raise --maximum-cells where the memory allows it"),
        ("set CsvOptions.CommentStart to ", "pass --comment "),
        ("set CsvOptions.CommentStart", "pass --comment '#'"),
    ];

    /// <summary>The message; of faults that nobody foresaw, one line that says so.</summary>
    public static string Of(Exception fault) => fault switch
    {
        InputException => $"error: {fault.Message}",
        FormulaException => InCommandLineWords(fault.Message),
        ConditionException => $"error: --where: {fault.Message}",
        DataSourceException or ModelException or SavedFileException => $"error: {InCommandLineWords(fault.Message)}",
        OutOfMemoryException => "error: the memory does not suffice for these data and this model; use fewer rows or terms.",
        IOException or UnauthorizedAccessException => $"error: {OneLine(fault.Message)}",
        _ => $"internal error: {fault.GetType().Name}: {OneLine(fault.Message)}; please report it with the command line.",
    };

    /// <summary>A message of the library with the options of the command line.</summary>
    public static string InCommandLineWords(string message)
        => Cures.Aggregate(Declarations().Replace(message, "$1pass --factor $2"), (text, cure) => text.Replace(cure.Library, cure.CommandLine, StringComparison.Ordinal));

    // A message names the column first, and then what a row type would declare of it.
    [GeneratedRegex(@"('([^'\n]+)'[^\n]*?)declare it (?:with )?\[Factor\]", RegexOptions.CultureInvariant)]
    private static partial Regex Declarations();

    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
