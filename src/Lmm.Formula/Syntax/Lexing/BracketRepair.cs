using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>
/// Makes the tokens' brackets balance, so that the grammar meets closed brackets only: an extra closing bracket is
/// dropped, a missing one is put in, and what has no place inside or outside of brackets becomes
/// <see cref="TokenKind.Unknown"/>. Every repair is reported.
/// </summary>
/// <param name="tokens">The tokens of the text.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class BracketRepair(List<Token> tokens, List<FormulaDiagnostic> faults)
{
    private readonly List<Token> _repaired = new(tokens.Count);
    private readonly Stack<Bracket> _open = new();
    private readonly bool[] _isUnclosed = Unclosed(tokens);
    private readonly bool _hasTilde = tokens.Exists(token => token.Kind == TokenKind.Tilde);

    /// <summary>The repaired tokens.</summary>
    public Token[] Repair()
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            Token token = tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Open:
                    Open(token, i);
                    break;
                case TokenKind.Close:
                    Close(token);
                    break;
                case TokenKind.Tilde:
                    Tilde(token);
                    break;
                case TokenKind.EqualTo when !_hasTilde && _open.Count == 0:
                    Separator(token);
                    break;
                case TokenKind.Comma or TokenKind.Equals:
                    Separator(token);
                    break;
                case TokenKind.Bar or TokenKind.DoubleBar when _open.Count > 0 && _open.Peek() is { IsCall: true } call && !IsStructure(call):
                    Uncall(call);
                    _repaired.Add(token);
                    break;
                case TokenKind.End:
                    InsertClosings();
                    _repaired.Add(token);
                    break;
                default:
                    _repaired.Add(token);
                    break;
            }
        }

        for (int i = 1; i < _repaired.Count; i++)
        {
            _repaired[i] = _repaired[i] with { PreviousEnd = _repaired[i - 1].Span.End };
        }

        return [.. _repaired];
    }

    /// <summary>Marks the opening brackets for which no closing bracket is left at the end of the text.</summary>
    private static bool[] Unclosed(List<Token> tokens)
    {
        bool[] isUnclosed = new bool[tokens.Count];
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Open)
            {
                isUnclosed[i] = true;
                open.Push(i);
            }
            else if (tokens[i].Kind == TokenKind.Close && open.Count > 0)
            {
                isUnclosed[open.Pop()] = false;
            }
        }

        return isUnclosed;
    }

    private void Open(Token token, int index)
    {
        bool isCall = _repaired.Count > 0 && _repaired[_repaired.Count - 1].Kind == TokenKind.Name;
        _open.Push(new Bracket(_repaired.Count, isCall, _isUnclosed[index], token.Span));
        _repaired.Add(isCall ? token with { Kind = TokenKind.OpenCall } : token);
    }

    private void Close(Token token)
    {
        if (_open.Count == 0)
        {
            faults.Add(FormulaRules.ExtraBracket.At(token.Span).WithEdit(new FormulaEdit(token.Span, "")));
            return;
        }

        _open.Pop();
        _repaired.Add(token);
    }

    /// <summary>A tilde ends the brackets that the text leaves open; inside brackets that close after it, it has no place.</summary>
    private void Tilde(Token token)
    {
        while (_open.Count > 0 && _open.Peek().IsUnclosed)
        {
            InsertClosing();
        }

        if (_open.Count > 0)
        {
            faults.Add(FormulaRules.MisplacedTilde.At(token.Span, "stands in brackets"));
            _repaired.Add(token with { Kind = TokenKind.Unknown });
        }
        else
        {
            _repaired.Add(token);
        }
    }

    /// <summary>Commas and equals signs belong directly inside the brackets of a call; an equals sign may stand for the tilde that lacks.</summary>
    private void Separator(Token token)
    {
        if (token.Kind is TokenKind.Equals or TokenKind.EqualTo && _open.Count == 0 && !_hasTilde)
        {
            faults.Add(UnknownCharacterFault.AtTilde(token.Span, token.Text));
            _repaired.Add(token with { Kind = TokenKind.Tilde });
            return;
        }

        int last = _repaired.Count - 1;
        bool isCall = _open.Count > 0 && _open.Peek().IsCall;
        if (isCall && token.Kind == TokenKind.Comma)
        {
            _repaired.Add(token);
        }
        else if (isCall && _repaired[last].Kind == TokenKind.Name && IsArgumentStart(last))
        {
            _repaired[last] = _repaired[last] with { Kind = TokenKind.ArgumentName };
            _repaired.Add(token);
        }
        else
        {
            faults.Add(UnknownCharacterFault.At(token.Span, token.Text));
            _repaired.Add(token with { Kind = TokenKind.Unknown });
        }
    }

    /// <summary>True when the name before the brackets is that of a covariance structure, and this is its first argument.</summary>
    private bool IsStructure(Bracket call)
        => _repaired[call.Position - 1].Text is FunctionCatalogue.Inhibition || (CovarianceNotation.IsName(_repaired[call.Position - 1].Text) && !Separators(call).Any());

    /// <summary>The positions of commas, equals signs and argument names directly inside of brackets.</summary>
    private IEnumerable<int> Separators(Bracket call)
    {
        int depth = 0;
        for (int i = call.Position + 1; i < _repaired.Count; i++)
        {
            TokenKind kind = _repaired[i].Kind;
            depth += kind is TokenKind.Open or TokenKind.OpenCall ? 1 : kind == TokenKind.Close ? -1 : 0;
            if (depth == 0 && kind is TokenKind.Comma or TokenKind.Equals or TokenKind.ArgumentName)
            {
                yield return i;
            }
        }
    }

    /// <summary>No function takes a bar: what looked like a call is a random term after a name.</summary>
    private void Uncall(Bracket call)
    {
        _open.Pop();
        _open.Push(call with { IsCall = false });
        _repaired[call.Position] = _repaired[call.Position] with { Kind = TokenKind.Open };
        foreach (int position in Separators(call))
        {
            Token token = _repaired[position];
            if (token.Kind == TokenKind.ArgumentName)
            {
                _repaired[position] = token with { Kind = TokenKind.Name };
                continue;
            }

            faults.Add(UnknownCharacterFault.At(token.Span, token.Text));
            _repaired[position] = token with { Kind = TokenKind.Unknown };
        }
    }

    private bool IsArgumentStart(int position) => _repaired[position - 1].Kind is TokenKind.OpenCall or TokenKind.Comma;

    private void InsertClosings()
    {
        while (_open.Count > 0)
        {
            InsertClosing();
        }
    }

    private void InsertClosing()
    {
        Bracket bracket = _open.Pop();
        int end = _repaired[_repaired.Count - 1].Span.End;
        FormulaDiagnostic fault = FormulaRules.UnclosedBracket.At(bracket.Span);
        faults.Add(fault.WithEdit(new FormulaEdit(new TextSpan(end, 0), ")")));
        _repaired.Add(new Token(TokenKind.Close, new TextSpan(end, 0), ")"));
    }

    /// <summary>A bracket not yet closed.</summary>
    /// <param name="Position">Its index among the repaired tokens.</param>
    /// <param name="IsCall">True when a function's name stands before it.</param>
    /// <param name="IsUnclosed">True when the text never closes it.</param>
    /// <param name="Span">Its character.</param>
    private readonly record struct Bracket(int Position, bool IsCall, bool IsUnclosed, TextSpan Span);
}
