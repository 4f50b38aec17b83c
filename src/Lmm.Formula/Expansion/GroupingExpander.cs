using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>
/// Expands what stands right of a random term's bar. Nesting makes a grouping factor of each depth, the deepest first,
/// named as lme4 names them: <c>a/b/c</c> gives <c>c:(b:a)</c>, <c>b:a</c> and <c>a</c>.
/// </summary>
/// <param name="canonicalName">The one spelling of all spellings of a variable's name.</param>
/// <param name="faults">Where faults go; null to be silent.</param>
internal sealed class GroupingExpander(Func<string, string> canonicalName, List<FormulaDiagnostic>? faults)
{
    /// <summary>The grouping factors; none where the text names none, which is then reported.</summary>
    public IReadOnlyList<ExpandedGrouping> Expand(ExpressionSyntax node)
    {
        var groupings = new List<ExpandedGrouping>();
        foreach (Group group in Groups(node))
        {
            string name = group.Parts.Count == 1 && group.Parts[0] is NameSyntax variable ? variable.Name : group.Label;
            if (group.Parts.Select(Identity).Distinct(StringComparer.Ordinal).Count() < group.Parts.Count)
            {
                Report(node);
            }

            groupings.Add(new ExpandedGrouping(name, group.Label, group.Parts));
        }

        return groupings;
    }

    private IReadOnlyList<Group> Groups(ExpressionSyntax node)
    {
        switch (node)
        {
            case NameSyntax name:
                return [new Group(Deparser.Deparse(name), false, [name])];
            case CallSyntax { Arguments.Count: 1 } call when FunctionCatalogue.MakesFactor(call.Function) && call.Arguments[0] is { Name: null, Value: not MissingSyntax }:
                return [new Group(Deparser.Deparse(call), false, [call])];
            case MissingSyntax:
                return [];
            case BracketedSyntax { Bar: null } bracketed:
                IReadOnlyList<Group> content = Groups(bracketed.Content);
                return content.Count == 1 ? [content[0] with { IsBracketed = content[0].Parts.Count > 1 }] : content;
            case BinarySyntax { Operator: FormulaOperator.Colon or FormulaOperator.Slash } binary:
                return Spine(binary);
            default:
                Report(node);
                return [];
        }
    }

    private IReadOnlyList<Group> Spine(BinarySyntax binary)
    {
        Stack<BinarySyntax> spine = binary.LeftSpine();
        IReadOnlyList<Group> groups = Groups(spine.Peek().Left);
        foreach (BinarySyntax node in spine)
        {
            if (node.Operator is not (FormulaOperator.Colon or FormulaOperator.Slash))
            {
                Report(node);
                return [];
            }

            IReadOnlyList<Group> right = Groups(node.Right);
            if (groups.Count == 0 || right.Count == 0)
            {
                return [];
            }

            if (node.Operator == FormulaOperator.Slash)
            {
                Group outer = groups[0];
                groups = [.. right.Select(inner => inner.Within(outer)), .. groups];
            }
            else if (groups.Count == 1 && right.Count == 1)
            {
                groups = [groups[0].Joined(right[0])];
            }
            else
            {
                Report(node);
                return [];
            }
        }

        return groups;
    }

    // A variable by itself and as a factor is the same.
    private string Identity(ExpressionSyntax part) => part switch
    {
        NameSyntax name => canonicalName(name.Name),
        CallSyntax call when call.Arguments[0].Value is NameSyntax made => canonicalName(made.Name),
        _ => Deparser.Deparse(part),
    };

    private void Report(ExpressionSyntax node) => faults?.Add(FormulaRules.InvalidGrouping.At(node.Span, Deparser.Deparse(node)));

    /// <summary>A grouping factor in the making.</summary>
    /// <param name="Label">Its text, without brackets around it.</param>
    /// <param name="IsBracketed">True when the formula writes it in brackets.</param>
    /// <param name="Parts">What it combines.</param>
    private sealed record Group(string Label, bool IsBracketed, IReadOnlyList<ExpressionSyntax> Parts)
    {
        private string Left => IsBracketed ? "(" + Label + ")" : Label;

        /// <summary>The combinations of this and another, as written.</summary>
        public Group Joined(Group right) => new(Left + ":" + right.Left, false, [.. Parts, .. right.Parts]);

        /// <summary>This nested in another: the brackets are those that R puts round a right operand.</summary>
        public Group Within(Group outer)
        {
            string right = outer.Parts.Count > 1 ? "(" + outer.Label + ")" : outer.Label;
            return new Group(Left + ":" + right, false, [.. Parts, .. outer.Parts]);
        }
    }
}
