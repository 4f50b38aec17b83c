using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Formula.Expansion;

/// <summary>Expands one sum of terms: the right side of a formula, or what stands left of a random term's bar.</summary>
/// <param name="variables">The variables of the sum.</param>
/// <param name="faults">Where faults go.</param>
/// <param name="dot">The names of the variables that a dot stands for; null where it stands for none.</param>
internal sealed class TermExpander(VariableList variables, List<FormulaDiagnostic> faults, IReadOnlyList<string>? dot = null)
{
    private bool _hasIntercept = true;
    private bool _isSubtracting;
    private bool _isReportedFull;

    /// <summary>The random terms met on the way.</summary>
    public List<BracketedSyntax> RandomTerms { get; } = [];

    /// <summary>The offsets met on the way.</summary>
    public List<CallSyntax> Offsets { get; } = [];

    /// <summary>Expands a sum of terms.</summary>
    public ExpandedTerms Expand(ExpressionSyntax sum)
    {
        TermList terms = Encode(sum, isAdded: true);
        return new ExpandedTerms(variables.ToVariables(), _hasIntercept, TermCoding.Code(terms.Terms, variables));
    }

    /// <summary>The terms of a node. <paramref name="isAdded"/> is true where only <c>+</c> and brackets surround it.</summary>
    private TermList Encode(ExpressionSyntax node, bool isAdded)
    {
        switch (node)
        {
            case NumberSyntax { Value: 0 or 1 } number:
                _hasIntercept = (number.Value == 1) != _isSubtracting;
                return new TermList();
            case NumberSyntax or TextSyntax:
                faults.Add(LiteralFault.At(node, null));
                return new TermList();
            case MissingSyntax:
                return new TermList();
            case BracketedSyntax { Bar: not null } random:
                return RandomTerm(random, isAdded);
            case CallSyntax { RandomTerm: { } random }:
                return RandomTerm(random, isAdded);
            case BracketedSyntax bracketed:
                return Encode(bracketed.Content, isAdded);
            case UnarySyntax { Operator: FormulaOperator.Minus } minus:
                return Subtract(new TermList(), minus.Operand, removal: null, out _);
            case UnarySyntax { Operator: FormulaOperator.Plus } plus:
                return Encode(plus.Operand, isAdded);
            case CallSyntax { Function: "offset" } offset:
                return Offset(offset, isAdded);
            case BinarySyntax binary:
                return EncodeSpine(binary, isAdded);
            case DotSyntax when dot is not null:
                return Dot(node);
            default:
                return TermList.Of(VariableSet.Of(variables.IndexOf(node)));
        }
    }

    private TermList Dot(ExpressionSyntax node)
    {
        var terms = new TermList();
        foreach (string name in dot!)
        {
            var variable = new NameSyntax(node.Span, name, isQuoted: !CharacterClass.IsBareName(name));
            terms.AddAll(TermList.Of(VariableSet.Of(variables.IndexOf(variable))));
        }

        return terms;
    }

    private TermList EncodeSpine(BinarySyntax binary, bool isAdded)
    {
        BinarySyntax[] spine = [.. binary.LeftSpine()];

        // Random terms may stand left of - as well as on either side of +, and nowhere inside another operation.
        bool[] isLeftAdded = new bool[spine.Length];
        for (int i = spine.Length - 1; i >= 0; i--)
        {
            isLeftAdded[i] = isAdded && IsSum(spine[i].Operator) && (i == spine.Length - 1 || isLeftAdded[i + 1]);
        }

        // As in R, x %% 2 is a variable, whatever its operands.
        int opaque = Array.FindLastIndex(spine, node => node.Operator.IsOpaque());
        TermList terms = opaque < 0 ? Operand(spine[0].Left, spine[0], isLeftAdded[0]) : TermList.Of(VariableSet.Of(variables.IndexOf(spine[opaque])));
        RepeatedTerms? summands = null;
        for (int i = opaque + 1; i < spine.Length; i++)
        {
            if (IsSum(spine[i].Operator))
            {
                summands ??= new RepeatedTerms(spine[i], terms, variables, faults);
            }

            terms = Combine(terms, spine[i], isLeftAdded[i], summands);
            ReportFull(terms, spine[i]);
        }

        // What stands before a bar without brackets is meant for a random term, and not twice in the sum.
        if (!Array.Exists(spine, static node => node.Operator is FormulaOperator.Bar or FormulaOperator.DoubleBar))
        {
            summands?.Report();
        }

        return terms;
    }

    private TermList Combine(TermList left, BinarySyntax node, bool isAdded, RepeatedTerms? summands)
    {
        switch (node.Operator)
        {
            case FormulaOperator.Minus:
                TermList rest = Subtract(left, node.Right, new TextSpan(node.Left.Span.End, node.Right.Span.End - node.Left.Span.End), out bool hasTerms);
                summands!.Skip(node, hasTerms);
                return rest;
            case FormulaOperator.Caret:
                return PowerExpansion.Of(left, node, faults);
            case FormulaOperator.Bar or FormulaOperator.DoubleBar:
                RandomTerms.Add(Bracketed(node));
                return left;
        }

        TermList right = Operand(node.Right, node, isAdded && node.Operator is FormulaOperator.Plus or FormulaOperator.Missing);
        if (IsSum(node.Operator))
        {
            summands!.Add(node, right);
        }
        else
        {
            WarnOfLostTerms(left, node, right);
        }

        int count = left.Count;
        switch (node.Operator)
        {
            case FormulaOperator.Colon:
                return left.Interactions(right);
            case FormulaOperator.In:
                return left.Within(right);

            // R drops the right side of * and / where the left side has no terms.
            case FormulaOperator.Star or FormulaOperator.Slash when count == 0:
                return left;
            case FormulaOperator.Star:
                left.AddAll(right);
                left.AddInteractions(count, right);
                return left;
            case FormulaOperator.Slash:
                left.AddAll(right.Within(left));
                return left;
            default:
                left.AddAll(right);
                return left;
        }
    }

    private TermList Operand(ExpressionSyntax node, BinarySyntax parent, bool isAdded)
    {
        if (node is TextSyntax or NumberSyntax { Value: not (0 or 1) })
        {
            faults.Add(LiteralFault.At(node, parent));
            return new TermList();
        }

        return Encode(node, isAdded);
    }

    private TermList Subtract(TermList left, ExpressionSyntax right, TextSpan? removal, out bool hasTerms)
    {
        bool hadIntercept = _hasIntercept;
        _isSubtracting = !_isSubtracting;
        TermList subtracted = Encode(right, isAdded: false);
        _isSubtracting = !_isSubtracting;
        hasTerms = subtracted.Count > 0;
        VariableSet[] absent = [.. subtracted.Terms.Where(term => !left.Contains(term))];
        if (absent.Length > 0)
        {
            FormulaDiagnostic fault = FormulaRules.SubtractedTermAbsent.At(right.Span, string.Join("', '", absent.Select(variables.LabelOf)));

            // A subtraction that does nothing can go; one that does something as well cannot.
            bool isIdle = absent.Length == subtracted.Count && _hasIntercept == hadIntercept;
            faults.Add(isIdle && removal is { } idle ? fault.WithEdit(new FormulaEdit(idle, "")) : fault);
        }

        left.RemoveAll(subtracted);
        return left;
    }

    private TermList RandomTerm(BracketedSyntax random, bool isAdded)
    {
        RandomTerms.Add(random);
        if (!isAdded)
        {
            faults.Add(FormulaRules.MisplacedRandomTerm.At(random.Span, "can neither be subtracted nor take part in another operation"));
        }

        return new TermList();
    }

    private TermList Offset(CallSyntax offset, bool isAdded)
    {
        Offsets.Add(offset);
        if (!isAdded)
        {
            faults.Add(FormulaRules.MisplacedOffset.At(offset.Span, "can neither be subtracted nor take part in another operation"));
        }

        return new TermList();
    }

    private void WarnOfLostTerms(TermList left, BinarySyntax node, TermList right)
    {
        bool losesRight = left.Count == 0 && right.Count > 0 && IsInterceptLiteral(node.Left);
        bool losesLeft = node.Operator == FormulaOperator.Colon && right.Count == 0 && left.Count > 0 && IsInterceptLiteral(node.Right);
        if (losesLeft || losesRight)
        {
            faults.Add(FormulaRules.InteractionWithIntercept.At(node.Span, Deparser.Deparse(node), Deparser.Symbol(node.Operator)));
        }
    }

    private void ReportFull(TermList terms, BinarySyntax node)
    {
        if (terms.IsFull && !_isReportedFull)
        {
            _isReportedFull = true;
            faults.Add(FormulaRules.TooLarge.At(node.OperatorSpan, $"makes more than {FormulaLimits.Terms} terms here", "name the terms that are wanted"));
        }
    }

    /// <summary>A random term that lacks its brackets, which is reported already: its grouping factor is still looked at.</summary>
    private static BracketedSyntax Bracketed(BinarySyntax bar)
    {
        var effects = new MissingSyntax(bar.OperatorSpan, isExplained: true);
        return new BracketedSyntax(bar.Span, new BinarySyntax(effects, bar.OperatorSpan, bar.Operator, bar.Right), isClosed: true);
    }

    private static bool IsSum(FormulaOperator @operator) => @operator is FormulaOperator.Plus or FormulaOperator.Minus or FormulaOperator.Missing;

    private static bool IsInterceptLiteral(ExpressionSyntax node) => node switch
    {
        NumberSyntax { Value: 0 or 1 } => true,
        BracketedSyntax bracketed => IsInterceptLiteral(bracketed.Content),
        _ => false,
    };
}
