using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax;

/// <summary>Finds what is missing or misplaced in a tree: the grammar accepts it, this reports it.</summary>
/// <param name="text">The formula's text.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class SyntaxFaults(string text, List<FormulaDiagnostic> faults)
{
    // Within I() a bar says or.
    private bool _isLogic;

    /// <summary>Reports the faults of one side of a formula.</summary>
    public void Visit(ExpressionSyntax node) => Visit(node, isRandomTerm: false);

    private void Visit(ExpressionSyntax node, bool isRandomTerm)
    {
        switch (node)
        {
            case UnarySyntax unary:
                Operand(unary.Operand, unary.OperatorSpan, "after");
                break;
            case BinarySyntax binary:
                Binary(binary, isRandomTerm);
                break;
            case BracketedSyntax { Content: MissingSyntax missing } bracketed:
                if (bracketed.IsClosed && !missing.IsExplained)
                {
                    faults.Add(FormulaRules.MissingOperand.At(bracketed.Span, "between the brackets", "a term there, or remove them"));
                }

                break;
            case BracketedSyntax bracketed:
                Visit(bracketed.Content, isRandomTerm: bracketed.Bar is not null);
                break;
            case CallSyntax { Function: FunctionCatalogue.Inhibition } logic:
                bool isOutside = _isLogic;
                _isLogic = true;
                logic.Arguments.ToList().ForEach(Argument);
                _isLogic = isOutside;
                break;
            case CallSyntax call:
                BracketedSyntax? random = call.RandomTerm;
                if (random is not null)
                {
                    Visit(random.Content, isRandomTerm: true);
                }

                foreach (ArgumentSyntax argument in call.Arguments.Skip(random is null ? 0 : 1))
                {
                    Argument(argument);
                }

                break;
        }
    }

    private void Binary(BinarySyntax binary, bool isRandomTerm)
    {
        Stack<BinarySyntax> spine = binary.LeftSpine();
        BinarySyntax innermost = spine.Peek();
        int bars = spine.Count(IsBar);
        if (!IsBar(innermost))
        {
            Operand(innermost.Left, innermost.OperatorSpan, "before", Removal(innermost.OperatorSpan.Start, innermost.Right.Span.Start, innermost.Right));
        }
        else if (innermost.Left is not MissingSyntax)
        {
            Visit(innermost.Left);
        }

        int bar = 0;
        foreach (BinarySyntax node in spine)
        {
            if (IsBar(node))
            {
                Bar(node, isRandomTerm, isFirst: bar++ == 0, bars);
            }
            else if (node.Operator == FormulaOperator.Missing)
            {
                MissingOperator(node);
            }
            else
            {
                Operand(node.Right, node.OperatorSpan, "after", Removal(node.Left.Span.End, EndOf(node.OperatorSpan), node.Left));
            }
        }
    }

    /// <summary>The removal of an operator and the blanks on one side of it; null where no operand would be left.</summary>
    private static FormulaEdit? Removal(int start, int end, ExpressionSyntax left)
        => left is MissingSyntax ? null : new FormulaEdit(new TextSpan(start, end - start), "");

    // The blanks before a bracket or the end of the text go with the operator before them.
    private int EndOf(TextSpan needs)
    {
        int end = needs.End;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end == text.Length || text[end] == ')' ? end : needs.End;
    }

    private void Bar(BinarySyntax bar, bool isRandomTerm, bool isFirst, int bars)
    {
        if (!isFirst)
        {
            faults.Add(FormulaRules.SecondBar.At(bar.OperatorSpan));
        }
        else if (!isRandomTerm)
        {
            OutsideBrackets(bar, isAlone: bars == 1);
        }
        else
        {
            Effects(bar);
            if (bar.Right is MissingSyntax { IsExplained: false })
            {
                faults.Add(FormulaRules.EmptyRandomTerm.At(bar.OperatorSpan, "grouping factor"));
            }
        }

        if (bar.Right is not MissingSyntax)
        {
            Visit(bar.Right);
        }
    }

    // What groups is for its author to say; what varies by a group, when nothing else does, is the intercept.
    private void Effects(BinarySyntax bar)
    {
        if (bar.Left is MissingSyntax { IsExplained: false } effects)
        {
            FormulaDiagnostic fault = FormulaRules.EmptyRandomTerm.At(bar.OperatorSpan, "effects");
            var gap = new TextSpan(effects.Span.Start, bar.OperatorSpan.Start - effects.Span.Start);
            faults.Add(bar.Right is MissingSyntax ? fault : fault.WithEdit(new FormulaEdit(gap, "1 ")));
        }
    }

    private void OutsideBrackets(BinarySyntax bar, bool isAlone)
    {
        // Left of the bar the term reaches back to the last plus: y ~ x + 1 | g means y ~ x + (1 | g).
        ExpressionSyntax effects = bar.Left is BinarySyntax { Operator: FormulaOperator.Plus } sum ? sum.Right : bar.Left;
        FormulaDiagnostic fault = FormulaRules.BarOutsideBrackets.At(
            bar.OperatorSpan, Deparser.Symbol(bar.Operator), TextOf(effects, "effects"), TextOf(bar.Right, "grouping factor"));
        if (isAlone && effects is not MissingSyntax && bar.Right is not MissingSyntax)
        {
            TextSpan term = effects.Span.Through(bar.Right.Span);
            fault = fault.WithEdit(new FormulaEdit(term, "(" + TextOf(term) + ")"));
        }

        faults.Add(fault);
    }

    private void MissingOperator(BinarySyntax node)
    {
        if (node.OperatorSpan.Length == 0)
        {
            FormulaDiagnostic fault = FormulaRules.MissingOperator.At(node.Right.Span, TextOf(node.Right.Span));
            faults.Add(fault.WithEdit(new FormulaEdit(new TextSpan(node.Left.Span.End, 0), " +")));
        }

        if (node.Right is not MissingSyntax)
        {
            Visit(node.Right);
        }
    }

    private void Operand(ExpressionSyntax operand, TextSpan needs, string where, FormulaEdit? removal = null)
    {
        if (operand is not MissingSyntax missing)
        {
            Visit(operand);
        }
        else if (!missing.IsExplained)
        {
            string symbol = TextOf(needs);
            FormulaDiagnostic fault = FormulaRules.MissingOperand.At(needs, $"{where} '{symbol}'", $"a term there, or remove '{symbol}'");
            faults.Add(removal is { } edit ? fault.WithEdit(edit) : fault);
        }
    }

    private void Argument(ArgumentSyntax argument)
    {
        if (argument.Value is not MissingSyntax missing)
        {
            Visit(argument.Value);
        }
        else if (!missing.IsExplained)
        {
            faults.Add(FormulaRules.MissingOperand.At(argument.LeadSpan, $"after '{TextOf(argument.LeadSpan)}'", "the argument that is missing"));
        }
    }

    private string TextOf(TextSpan span) => text.Substring(span.Start, span.Length);

    private string TextOf(ExpressionSyntax node, string whenMissing) => node is MissingSyntax ? whenMissing : TextOf(node.Span);

    private bool IsBar(BinarySyntax node) => !_isLogic && node.Operator is (FormulaOperator.Bar or FormulaOperator.DoubleBar);
}
