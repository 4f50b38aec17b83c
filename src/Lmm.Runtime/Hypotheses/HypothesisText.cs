using System.Globalization;
using Lmm.Shapes;

namespace Lmm.Hypotheses;

/// <summary>
/// Reads hypotheses such as <c>Days - 10 = 0</c>, <c>2 a = b + 1</c> or <c>`I(x^2)` = 0</c>: sums of coefficients with factors and numbers on both sides
/// of an equals sign, which may be left out together with a zero. Names that are no identifiers stand in back-ticks.
/// </summary>
internal sealed class HypothesisText
{
    private readonly string _modelName;
    private readonly string _text;
    private readonly NameIndex _index;
    private readonly double[] _function;
    private double _constant;
    private int _at;

    private HypothesisText(string modelName, string text, IReadOnlyList<string> names)
    {
        (_modelName, _text) = (modelName, text);
        _index = new NameIndex(modelName, "coefficient", names);
        _function = new double[names.Count];
    }

    /// <summary>Reads a hypothesis on the coefficients of those names.</summary>
    /// <exception cref="ModelException">It is malformed, or names an unknown coefficient.</exception>
    public static LinearHypothesis Read(string modelName, string text, IReadOnlyList<string> names)
    {
        var reader = new HypothesisText(modelName, text, names);
        reader.ReadSide(1);
        if (reader.Skip('='))
        {
            reader.ReadSide(-1);
        }

        if (reader.Next() != '\0')
        {
            throw reader.Fault($"there is '{reader.Next()}' where it should end");
        }

        return Array.TrueForAll(reader._function, static factor => factor == 0)
            ? throw reader.Fault("no coefficient is left in it")
            : new LinearHypothesis(text.Trim(), reader._function, -reader._constant);
    }

    // Terms with signs between them.
    private void ReadSide(double side)
    {
        double sign = ReadSign(side, isFirst: true);
        do
        {
            ReadTerm(sign);
            sign = ReadSign(side, isFirst: false);
        }
        while (sign != 0);
    }

    // The sign of the next term; zero where none follows.
    private double ReadSign(double side, bool isFirst)
    {
        double sign = isFirst ? side : 0;
        while (Next() is '+' or '-')
        {
            sign = (sign == 0 ? side : sign) * (Next() == '-' ? -1 : 1);
            _at++;
        }

        return sign;
    }

    // A number, a coefficient, or both with or without an asterisk between them; a coefficient may be divided by a number.
    private void ReadTerm(double sign)
    {
        bool hasNumber = TryReadNumber(out double factor);
        factor = hasNumber ? factor : 1;
        while (hasNumber && Skip('/'))
        {
            factor /= ReadNumber();
        }

        bool isProduct = Skip('*');
        if (hasNumber && !isProduct && Next() is '\0' or '+' or '-' or '=')
        {
            _constant += sign * factor;
            return;
        }

        int column = ReadCoefficient();
        while (Next() is '*' or '/')
        {
            factor = _text[_at++] == '*' ? factor * ReadNumber() : factor / ReadNumber();
        }

        _function[column] += sign * factor;
    }

    private double ReadNumber() => TryReadNumber(out double number) ? number : throw Fault($"a number is expected at character {_at + 1}");

    private bool TryReadNumber(out double number)
    {
        Next();
        int end = _at;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] == '.'))
        {
            end++;
        }

        int exponent = end;
        if (end > _at && exponent < _text.Length && _text[exponent] is 'e' or 'E')
        {
            exponent++;
            exponent += exponent < _text.Length && _text[exponent] is '+' or '-' ? 1 : 0;
            int digits = exponent;
            while (exponent < _text.Length && char.IsAsciiDigit(_text[exponent]))
            {
                exponent++;
            }

            end = exponent > digits ? exponent : end;
        }

        bool isNumber = double.TryParse(_text.AsSpan(_at, end - _at), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        _at = isNumber ? end : _at;
        return isNumber;
    }

    private int ReadCoefficient()
    {
        Next();
        string name = Next() == '`' ? ReadQuoted() : ReadPlain();
        return _index.Find(name);
    }

    // Back-ticks are doubled inside a name.
    private string ReadQuoted()
    {
        int start = ++_at;
        while (_at < _text.Length)
        {
            if (_text[_at] != '`')
            {
                _at++;
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '`')
            {
                _at += 2;
            }
            else
            {
                return _text[start.._at++].Replace("``", "`", StringComparison.Ordinal);
            }
        }

        throw Fault("a back-tick is not closed");
    }

    // The longest name of a coefficient that stands here as it is, so that (Intercept) and a:b need no back-ticks; else an identifier.
    private string ReadPlain()
    {
        string? longest = _index.Names.Where(name => name.Length > 0 && string.CompareOrdinal(_text, _at, name, 0, name.Length) == 0 && EndsAt(_at + name.Length))
            .MaxBy(static name => name.Length);
        int end = _at;
        while (longest is null && end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '.' or ':'))
        {
            end++;
        }

        string found = longest ?? _text[_at..end];
        if (found.Length == 0)
        {
            throw Fault(_at < _text.Length ? $"a coefficient is expected in place of '{_text[_at]}' at character {_at + 1}" : "a coefficient or a number is expected at its end");
        }

        _at += found.Length;
        return found;
    }

    private bool EndsAt(int place) => place >= _text.Length || !(char.IsLetterOrDigit(_text[place]) || _text[place] is '_' or '.' or ':');

    private bool Skip(char symbol)
    {
        bool isThere = Next() == symbol;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    // The next character that is no blank; zero at the end.
    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private ModelException Fault(string reason) => new(
        _modelName, LmmErrorCode.UnusableHypothesis, $"the hypothesis \"{_text}\" cannot be read: {reason}.");
}
