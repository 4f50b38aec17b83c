using System.CommandLine;
using System.Globalization;
using System.Text;
using Lmm.Cli.Databases;
using Lmm.Cli.Fitting;
using Lmm.Frame;
using Lmm.Reading;

namespace Lmm.Cli.Commands;

/// <summary>The options that say how a file is written and what its columns are.</summary>
/// <param name="hasCounts">True where <c>--levels</c> may be numbers of levels besides.</param>
internal sealed class DataOptions(bool hasCounts = false)
{
    /// <summary>What names the standard input in place of a file.</summary>
    public const string StandardInput = "-";

    private readonly ColumnRoles _roles = new(hasCounts);

    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "w",
        Description = "The column of prior weights.",
    };

    private readonly Option<string?> _offset = new("--offset")
    {
        HelpName = "o",
        Description = "A column to add to the offsets of the formula.",
    };

    private readonly Option<string?> _delimiter = new("--delimiter")
    {
        HelpName = "c",
        Description = "What stands between cells: a character, or 'tab'. By default comma, semicolon, tab or bar, whichever the first lines have.",
    };

    private readonly Option<bool> _decimalComma = new("--decimal-comma")
    {
        Description = "Numbers have a comma in place of the decimal point.",
    };

    private readonly Option<string[]> _missing = new("--na")
    {
        HelpName = "text",
        Description = "A text that stands for a missing value, besides the empty one and NA. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _comment = new("--comment")
    {
        HelpName = "c",
        Description = "The character that lines to pass over start with, such as '#'.",
    };

    private readonly Option<string?> _encoding = new("--encoding")
    {
        HelpName = "name",
        Description = "The file's encoding, such as utf-16 or windows-1252; by default UTF-8, or what the file's first bytes say.",
    };

    private readonly Option<string?> _where = new("--where")
    {
        HelpName = "condition",
        Description = "The rows to keep, such as \"week > 2 & site != 'north'\": comparisons of a column with a number or a text, joined by &, |, ! and brackets.",
    };

    /// <summary>Adds the options to a command that fits a model.</summary>
    public void AddTo(Command command)
    {
        command.Add(_weights);
        command.Add(_offset);
        AddReadingTo(command);
    }

    /// <summary>Adds those of the options that say how the file is read.</summary>
    public void AddReadingTo(Command command)
    {
        _roles.AddTo(command);
        command.Add(_delimiter);
        command.Add(_decimalComma);
        command.Add(_missing);
        command.Add(_comment);
        command.Add(_encoding);
        command.Add(_where);
    }

    /// <summary>True when just some rows are wanted.</summary>
    public bool HasCondition(ParseResult result) => result.GetValue(_where) is not null;

    /// <summary>The numbers of levels that <c>--levels</c> gives; null for none.</summary>
    public string? LevelCounts(ParseResult result) => _roles.Counts(result);

    /// <summary>The name of the column of weights; null for none.</summary>
    public string? Weights(ParseResult result) => result.GetValue(_weights);

    /// <summary>The name of the column of offsets; null for none.</summary>
    public string? Offset(ParseResult result) => result.GetValue(_offset);

    /// <summary>The first option that says what of the rows is fitted, of those that were given; null for none.</summary>
    public string? OptionOfRows(ParseResult result)
        => new Option[] { _weights, _offset, _where }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The columns of numbers that are factors.</summary>
    public IReadOnlyList<string> Factors(ParseResult result) => _roles.Factors(result);

    /// <summary>Refuses options of text files where rows stay in their database.</summary>
    /// <exception cref="InputException">One of them is given; the message says what to write in its place.</exception>
    public void RefuseInDatabase(ParseResult result)
    {
        _roles.RefuseInDatabase(result);
        if (result.GetResult(_where) is { Implicit: false })
        {
            throw new InputException($"{_where.Name} is of text files; with a database write the condition into a query: --sql \"SELECT * FROM visits WHERE week > 2\"");
        }

        if (new Option[] { _delimiter, _decimalComma, _missing, _comment, _encoding }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } option)
        {
            throw new InputException($"{option.Name} is of text files; leave it out, because the database knows how its rows are written");
        }
    }

    /// <summary>How the file is written.</summary>
    /// <exception cref="InputException">The delimiter or the start of comments is not one ASCII character, or there is no such encoding.</exception>
    public CsvOptions Csv(ParseResult result) => new()
    {
        Delimiter = Delimiter(result.GetValue(_delimiter)),
        DecimalComma = result.GetValue(_decimalComma),
        CommentStart = Comment(result.GetValue(_comment)),
        Encoding = Encoding(result.GetValue(_encoding)),
        MissingTexts = [.. CsvOptions.Default.MissingTexts.Union(result.GetRequiredValue(_missing))],
    };

    /// <summary>Reads the file and makes of its columns what the options say.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="file">The file.</param>
    /// <param name="context">The run.</param>
    /// <returns>The table, the time that reading it took, and the rows that are wanted; null for all.</returns>
    /// <exception cref="ConditionException">The condition on rows is malformed, or does not suit the columns.</exception>
    /// <exception cref="DataSourceException">The file cannot be read, or is malformed.</exception>
    /// <exception cref="InputException">An option names no column, or does not suit it.</exception>
    public (ModelFrame Data, TimeSpan Time, RowChoice? Choice) Read(ParseResult result, string file, ToolContext context)
    {
        if (file.Length == 0)
        {
            throw new InputException("the name of the data file is empty; write the path of a file");
        }

        if (DatabaseRows.IsParquet(file))
        {
            throw new InputException($"{file}: Parquet files are read by lmm fit alone; write the rows to a text file for other commands");
        }

        ((ModelFrame data, RowChoice? choice), TimeSpan time) = context.Stages.Run(
            $"reading {file}",
            () =>
            {
                ModelFrame all = Read(file, Csv(result), context.CancellationToken);
                RowChoice? choice = result.GetValue(_where) is { } condition ? new RowChoice(all.RowsWhere(condition), all.RowCount) : null;
                RefuseNothing(choice, file);
                return (Data: _roles.Apply(result, choice is null ? all : all.Rows(choice.Kept), file), Choice: choice);
            },
            read => $"read {read.Data.RowCount} rows of {file}",
            context.CancellationToken);
        if (choice is not null)
        {
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--where keeps {choice.Kept.Length} of {choice.RowCount} rows."));
        }

        return (data, time, choice);
    }

    private static void RefuseNothing(RowChoice? choice, string file)
    {
        if (choice is { Kept.Length: 0 })
        {
            throw new InputException($"--where: no row of {file} satisfies the condition; correct it, or see by lmm data what the columns hold");
        }
    }

    private static ModelFrame Read(string file, CsvOptions options, CancellationToken cancellationToken)
    {
        if (file != StandardInput)
        {
            return ModelFrame.FromCsv(file, options, cancellationToken);
        }

        using Stream input = Console.OpenStandardInput();
        return CsvFrame.Read(CsvSource.Stream(input, "standard input"), options, cancellationToken);
    }

    private static char? Comment(string? text) => text switch
    {
        null => null,
        [var character] when char.IsAscii(character) && character is not ('"' or '\r' or '\n') => character,
        _ => throw new InputException($"--comment: '{text}' is not one character; write for instance --comment '#'"),
    };

    private static Encoding? Encoding(string? name)
    {
        try
        {
            return name is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new InputException($"--encoding: there is no encoding '{name}'; write for instance --encoding utf-16 or --encoding windows-1252");
        }
    }

    private static char? Delimiter(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var character] when char.IsAscii(character) && character is not ('"' or '\r' or '\n') => character,
        _ => throw new InputException($"--delimiter: '{text}' is not one character; write for instance --delimiter ';' or --delimiter tab"),
    };
}
