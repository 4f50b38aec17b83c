using System.CommandLine;
using Lmm.Formula.Binding;

namespace Lmm.Cli.Commands;

/// <summary>The options that say what columns are: factors, their levels, their contrasts.</summary>
/// <param name="hasCounts">True where <c>--levels</c> may be numbers of levels besides, such as <c>10,20,40</c>.</param>
internal sealed class ColumnRoles(bool hasCounts = false)
{
    private const string FactorName = "--factor";
    private const string LevelsName = "--levels";
    private const string ContrastName = "--contrast";

    private const string Prefix = "contr.";

    private static readonly Dictionary<string, ContrastCoding> Codings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["treatment"] = ContrastCoding.Treatment,
        ["sum"] = ContrastCoding.Sum,
        ["helmert"] = ContrastCoding.Helmert,
        ["poly"] = ContrastCoding.Polynomial,
        ["sdif"] = ContrastCoding.SuccessiveDifferences,
    };

    private readonly Option<string[]> _factors = new(FactorName)
    {
        HelpName = "a,b",
        Description = "Columns of numbers that are factors. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _levels = new(LevelsName)
    {
        HelpName = "a=x,y,z",
        Description = "The levels of a factor in order, the reference level first. May be repeated." + (hasCounts ? " Numbers alone, such as 10,20,40, are those of levels along a grouping factor, a design each." : ""),
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _contrasts = new(ContrastName)
    {
        HelpName = "a=sum",
        Description = "The contrasts of a factor: treatment, sum, helmert, poly or sdif, or R's contr.treatment and so on. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_factors);
        command.Add(_levels);
        command.Add(_contrasts);
    }

    /// <summary>The numbers of levels; null where none are given.</summary>
    public string? Counts(ParseResult result) => hasCounts ? Array.FindLast(result.GetRequiredValue(_levels), IsCounts) : null;

    /// <summary>The columns of numbers that are factors.</summary>
    public IReadOnlyList<string> Factors(ParseResult result) => [.. result.GetRequiredValue(_factors).SelectMany(CommaList.Split).Distinct()];

    /// <summary>Refuses levels and contrasts where rows stay in their database.</summary>
    /// <exception cref="InputException">They are given; the message says what to write in their place.</exception>
    public void RefuseInDatabase(ParseResult result)
    {
        if (result.GetRequiredValue(_levels) is [var levels, ..])
        {
            throw new InputException($"{LevelsName}: with a database, levels are in the order of their texts; write the reference level into the formula in place of {levels}: relevel(genotype, \"WT\")");
        }

        if (result.GetRequiredValue(_contrasts) is [var contrast, ..])
        {
            throw new InputException($"{ContrastName}: with a database, write contrasts into the formula in place of {contrast}: C(genotype, sum)");
        }
    }

    /// <summary>The table with its columns as the options say.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="data">The table.</param>
    /// <param name="file">The file that it was read from.</param>
    /// <exception cref="InputException">An option names no column, or does not suit it.</exception>
    public ModelFrame Apply(ParseResult result, ModelFrame data, string file)
    {
        foreach (string name in result.GetRequiredValue(_factors).SelectMany(text => data.Find(text) is null ? CommaList.Split(text) : [text]))
        {
            data = data.With(Column(data, name, file, FactorName).AsFactor());
        }

        foreach ((string name, string levels) in Assignments(result.GetRequiredValue(_levels).Where(text => !hasCounts || !IsCounts(text)), LevelsName, "genotype=WT,CSB"))
        {
            FrameColumn column = Column(data, name, file, LevelsName);
            data = data.With(WithLevels(column, CommaList.Split(levels), file));
        }

        foreach ((string name, string coding) in Assignments(result.GetRequiredValue(_contrasts), ContrastName, "genotype=sum"))
        {
            data = data.With(Column(data, name, file, ContrastName).WithContrast(Coding(coding)));
        }

        return data;
    }

    private static bool IsCounts(string text) => !text.Contains('=', StringComparison.Ordinal);

    private static FrameColumn Column(ModelFrame data, string name, string file, string option)
    {
        if (data.Find(name) is { } column)
        {
            return column;
        }

        string[] names = [.. data.Columns.Select(known => known.Name)];
        string[] alike = [.. names.Where(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))];
        IReadOnlyList<string> nearest = alike.Length > 0 ? alike : NearestNames.Of(name, names);
        string advice = nearest.Count > 0 ? $"did you mean '{string.Join("' or '", nearest)}'?" : $"it has {string.Join(", ", names)}";
        throw new InputException($"{option}: {file} has no column '{name}'; {advice}");
    }

    // What the texts say of each column; one that is said twice must be said alike.
    private static Dictionary<string, string> Assignments(IEnumerable<string> texts, string option, string example)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string text in texts)
        {
            (string name, string value) = Split(text, option, example);
            if (!values.TryAdd(name, value) && values[name] != value)
            {
                throw new InputException($"{option}: '{name}' is given '{values[name]}' and '{value}'; write one of them");
            }
        }

        return values;
    }

    private static (string Name, string Value) Split(string text, string option, string example)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals + 1 < text.Length
            ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
            : throw new InputException($"{option}: '{text}' does not say which column and what of it; write for instance {option} {example}");
    }

    private static FrameColumn WithLevels(FrameColumn column, IReadOnlyList<string> levels, string file)
    {
        try
        {
            return column.WithLevels(levels);
        }
        catch (ArgumentException fault)
        {
            // The message, without the parameter's name that the exception appends.
            throw new InputException($"{LevelsName}: {file}: {fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal)}");
        }
    }

    private static ContrastCoding Coding(string name)
        => Codings.TryGetValue(name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name, out ContrastCoding coding)
            ? coding
            : throw new InputException($"{ContrastName}: there are no contrasts '{name}'; write one of {string.Join(", ", Codings.Keys)}");
}
