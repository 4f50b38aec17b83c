using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Frame.Conditions;

/// <summary>
/// A condition on the rows of a table, such as <c>week &gt; 2 &amp; site != "north"</c>. What compares a missing value is neither true nor false, as in R.
/// </summary>
internal sealed class RowCondition
{
    private const int MostBrackets = 200;

    private readonly string _condition;
    private readonly IReadOnlyList<FrameColumn> _columns;
    private readonly Func<string, FrameColumn?> _find;
    private readonly List<ConditionToken> _tokens;
    private int _position;
    private int _depth;

    private RowCondition(string condition, IReadOnlyList<FrameColumn> columns, Func<string, FrameColumn?> find)
    {
        _condition = condition;
        _columns = columns;
        _find = find;
        _tokens = ConditionLexer.Tokenize(condition);
    }

    private ConditionToken Current => _tokens[_position];

    /// <summary>The rows, counted from zero, for which the condition is true.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="find">The column that a name means; null when there is none.</param>
    /// <exception cref="ConditionException">The condition is malformed, or does not suit the columns.</exception>
    public static int[] Rows(string condition, IReadOnlyList<FrameColumn> columns, Func<string, FrameColumn?> find)
    {
        RowCondition parser = new(condition, columns, find);
        bool?[] holds = parser.Or();
        return parser.Current.Kind == ConditionTokenKind.End
            ? [.. Enumerable.Range(0, holds.Length).Where(row => holds[row] == true)]
            : throw parser.Wrong(parser.Current.Kind == ConditionTokenKind.Close ? "this bracket closes nothing; remove it" : "write '&' or '|' between comparisons");
    }

    private bool?[] Or()
    {
        bool?[] left = And();
        while (Take(ConditionTokenKind.Or))
        {
            left = [.. left.Zip(And(), (one, other) => one | other)];
        }

        return left;
    }

    private bool?[] And()
    {
        bool?[] left = Not();
        while (Take(ConditionTokenKind.And))
        {
            left = [.. left.Zip(Not(), (one, other) => one & other)];
        }

        return left;
    }

    private bool?[] Not()
    {
        if (++_depth > MostBrackets)
        {
            throw Wrong("brackets are nested too deep here; write a shorter condition");
        }

        bool?[] holds = Take(ConditionTokenKind.Not) ? Array.ConvertAll(Not(), value => !value)
            : Take(ConditionTokenKind.Open) ? Bracketed()
            : Comparison();
        _depth--;
        return holds;
    }

    private bool?[] Bracketed()
    {
        bool?[] inner = Or();
        return Take(ConditionTokenKind.Close) ? inner : throw Wrong("a bracket is not closed; write ')'");
    }

    private bool?[] Comparison()
    {
        ConditionToken left = Operand();
        if (Current.Kind != ConditionTokenKind.Comparison)
        {
            throw Wrong(Current.Text == "=" ? "write '==' for 'is equal'" : $"after '{left.Text}' a comparison is missing; write one of ==, !=, <, <=, >, >=");
        }

        string sign = Current.Text;
        _position++;
        ConditionToken right = Operand();
        return ColumnOf(left) is { } column ? Compare(column, sign, right)
            : ColumnOf(right) is { } other ? Compare(other, Mirrored(sign), left)
            : throw (left.Kind == ConditionTokenKind.Name ? Unknown(left) : Wrong(left, "a comparison needs a column on one of its sides"));
    }

    private ConditionToken Operand()
    {
        ConditionToken token = Current;
        if (token.Kind is not (ConditionTokenKind.Name or ConditionTokenKind.Number or ConditionTokenKind.Text))
        {
            throw Wrong("here a column, a number or a text in quotes is missing");
        }

        _position++;
        return token;
    }

    private FrameColumn? ColumnOf(ConditionToken token) => token.Kind == ConditionTokenKind.Name ? _find(token.Text) : null;

    private bool?[] Compare(FrameColumn column, string sign, ConditionToken value)
    {
        if (column.Numbers is { } numbers)
        {
            return value.Kind == ConditionTokenKind.Number
                ? Array.ConvertAll(numbers, number => double.IsNaN(number) ? (bool?)null : Holds(number.CompareTo(NumberOf(value)), sign))
                : throw (value.Kind == ConditionTokenKind.Name && _find(value.Text) is null ? Unknown(value) : Wrong(value, $"{column.Name} is a number; compare it with a number"));
        }

        string text = value.Kind == ConditionTokenKind.Text || (value.Kind == ConditionTokenKind.Name && value.Text is "TRUE" or "FALSE")
            ? value.Text
            : throw Wrong(value, $"{column.Name} is a {column.Declaration.TypeName}; compare it with a text in quotes, such as \"{column.Levels.FirstOrDefault("a")}\"");
        bool[] holds = [.. column.Levels.Select(level => Holds(string.CompareOrdinal(level, text), sign))];
        bool?[] rows = new bool?[column.RowCount];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = column.Codes[row] < 0 ? null : holds[column.Codes[row]];
        }

        return rows;
    }

    private static double NumberOf(ConditionToken token) => double.Parse(token.Text.TrimEnd('L'), CultureInfo.InvariantCulture);

    private static bool Holds(int order, string sign) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    // 2 < week is week > 2.
    private static string Mirrored(string sign) => sign switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => sign,
    };

    private bool Take(ConditionTokenKind kind)
    {
        bool isThere = Current.Kind == kind;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private ConditionException Unknown(ConditionToken name)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(name.Text, [.. _columns.Select(column => column.Name)]);
        return Wrong(name, $"there is no column '{name.Text}'; {(nearest.Count > 0 ? $"did you mean '{nearest[0]}'?" : $"there are {LevelLabel.List([.. _columns.Select(column => column.Name)])};")} a text stands in quotes", LmmErrorCode.UnknownColumn);
    }

    private ConditionException Wrong(string message) => Wrong(Current, message);

    private ConditionException Wrong(ConditionToken token, string message, LmmErrorCode code = LmmErrorCode.Condition)
        => new(code, _condition, token.Span.Start, token.Span.Length, message);
}
