using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>Cuts a formula's text into tokens. Whatever it meets, it goes on to the end and reports every fault.</summary>
/// <param name="text">The formula's text.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class Lexer(string text, List<FormulaDiagnostic> faults)
{
    private readonly List<Token> _tokens = [];
    private int _position;

    /// <summary>The tokens of the text, the last of kind <see cref="TokenKind.End"/>.</summary>
    public List<Token> Tokenize()
    {
        while (_position < text.Length)
        {
            char next = text[_position];
            if (char.IsWhiteSpace(next))
            {
                _position++;
            }
            else if (CharacterClass.IsDigit(next) || (next == '.' && CharacterClass.IsDigit(Peek(1))))
            {
                Add(NumberLexer.Read(text, _position, faults));
            }
            else if (next is '.' or '_' || CharacterClass.LetterLength(text, _position) > 0)
            {
                AddName();
            }
            else if (next is '`' or '"' or '\'')
            {
                Add(QuotationLexer.Read(text, _position, faults));
            }
            else
            {
                AddSymbol(next);
            }
        }

        _tokens.Add(new Token(TokenKind.End, new TextSpan(text.Length, 0), ""));
        return _tokens;
    }

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private void Add(Token token)
    {
        _tokens.Add(token);
        _position = token.Span.End;
    }

    private void Add(TokenKind kind, int length)
        => Add(new Token(kind, new TextSpan(_position, length), text.Substring(_position, length)));

    private void AddName()
    {
        int end = _position;
        for (int length = 1; length > 0 && end < text.Length; end += length)
        {
            length = CharacterClass.NamePartLength(text, end);
        }

        Add(end == _position + 1 && text[_position] == '.' ? TokenKind.Dot : TokenKind.Name, end - _position);
    }

    private void AddSymbol(char next)
    {
        switch (next)
        {
            case '~': Add(TokenKind.Tilde, 1); break;
            case '+': Add(TokenKind.Plus, 1); break;
            case '-': Add(TokenKind.Minus, 1); break;
            case '*' when Peek(1) == '*': Add(TokenKind.Caret, 2); break;
            case '*': Add(TokenKind.Star, 1); break;
            case '/': Add(TokenKind.Slash, 1); break;
            case ':': Add(TokenKind.Colon, 1); break;
            case '^': Add(TokenKind.Caret, 1); break;
            case '|' when Peek(1) == '|': Add(TokenKind.DoubleBar, 2); break;
            case '|': Add(TokenKind.Bar, 1); break;
            case '(': Add(TokenKind.Open, 1); break;
            case ')': Add(TokenKind.Close, 1); break;
            case ',': Add(TokenKind.Comma, 1); break;
            case '=' when Peek(1) == '=': Add(TokenKind.EqualTo, 2); break;
            case '=' when Peek(1) == '>': AddMeant(TokenKind.GreaterOrEqual); break;
            case '=' when Peek(1) == '<': AddMeant(TokenKind.LessOrEqual); break;
            case '=': Add(TokenKind.Equals, 1); break;
            case '<' when Peek(1) == '=': Add(TokenKind.LessOrEqual, 2); break;
            case '<' when Peek(1) == '>': AddMeant(TokenKind.NotEqual); break;
            case '<' when Peek(1) != '-': Add(TokenKind.Less, 1); break;
            case '>' when Peek(1) == '=': Add(TokenKind.GreaterOrEqual, 2); break;
            case '>': Add(TokenKind.Greater, 1); break;
            case '!' when Peek(1) == '=': Add(TokenKind.NotEqual, 2); break;
            case '!': Add(TokenKind.Not, 1); break;
            case '&' when Peek(1) == '&': AddMeant(TokenKind.And); break;
            case '&': Add(TokenKind.And, 1); break;
            case '%' when string.CompareOrdinal(text, _position, "%in%", 0, 4) == 0: Add(TokenKind.In, 4); break;
            case '%' when Peek(1) == '%': Add(TokenKind.Modulo, 2); break;
            case '%' when Peek(1) == '/' && Peek(2) == '%': Add(TokenKind.IntegerQuotient, 3); break;
            case '%' when PercentOperatorLength() is > 0 and int length: AddUnknown(length); break;
            default: AddUnknown(UnknownLength()); break;
        }
    }

    /// <summary>The length of something like <c>%o%</c>; zero when the percent sign stands alone.</summary>
    private int PercentOperatorLength()
    {
        int end = _position + 1;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == '%' ? end + 1 - _position : 0;
    }

    /// <summary>The length of the run of characters that the language has no use for.</summary>
    private int UnknownLength()
    {
        int end = _position;
        do
        {
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        }
        while (end < text.Length && IsUseless(end));

        return end - _position;
    }

    private bool IsUseless(int position)
        => !char.IsWhiteSpace(text[position])
            && "~+-*/:^|(),=%`\"'._".IndexOf(text[position]) < 0
            && !char.IsLetterOrDigit(text, position);

    private void AddUnknown(int length)
    {
        Report(length);
        Add(TokenKind.Unknown, length);
    }

    // Two characters that are an operator of other languages: what they mean is clear, so that nothing else is wrong.
    private void AddMeant(TokenKind kind)
    {
        Report(2);
        Add(kind, 2);
    }

    private void Report(int length) => faults.Add(UnknownCharacterFault.At(new TextSpan(_position, length), text.Substring(_position, length)));
}
