using FsCheck;
using FsCheck.Fluent;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Syntax;

/// <summary>Random formulas: valid trees, texts of formula-like pieces, and damaged formulas.</summary>
internal static class FormulaGenerators
{
    private const int Loosest = 0;

    private static readonly TextSpan Nowhere = new(0, 0);

    private static readonly string[] Names = ["age", "Genotype", "days", "subject", "item", "block", "_x1", ".dotted", "größe"];

    private static readonly string[] Pieces =
    [
        "rt", "age", "days", "genotype", "subject", "item", "session", "unknown", "~", " ~ ", "+", "-", "*", "/", ":", "^", "**", "%in%", "%",
        "(", ")", "(", ")", "|", "||", ",", "=", "`", "\"", "'", "\\", ".", "0", "1", "2", "1e9", "2x", " ", "\n", "\t", "I(", "log(", "offset(",
        "poly(", "(1 | ", "$", "é", "\U0001F600", "\uD800", "\0", "{0}", "«",
    ];

    private static readonly Gen<(int Start, int Removed, string Inserted)> Wound =
        from start in Gen.Choose(0, 90)
        from removed in Gen.Choose(0, 6)
        from inserted in Gen.Elements(Pieces)
        select (start, removed, inserted);

    private static readonly string[] Valid =
    [
        "rt ~ age * genotype + (age | subject)", "log(rt) ~ I(age^2) + log(days + 1) + (1 | subject/item) + offset(dose)",
        "rt ~ 0 + (age + days + genotype)^2 - age:days + (age || subject) + (0 + genotype | item)", "rt/days ~ age %in% genotype + (1 | subject:item)",
    ];

    /// <summary>Texts made of pieces of formulas in any order.</summary>
    public static Gen<string> Jumbles { get; } = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));

    /// <summary>Valid formulas with a few pieces put in, taken out or doubled.</summary>
    public static Gen<string> Damaged { get; } =
        from formula in Gen.Elements(Valid)
        from wounds in Wound.ListOf(3)
        select wounds.Aggregate(formula, (text, wound) =>
        {
            int start = Math.Min(wound.Start, text.Length);
            return text.Remove(start, Math.Min(wound.Removed, text.Length - start)).Insert(start, wound.Inserted);
        });

    /// <summary>Any strings at all.</summary>
    public static Gen<string> Anything { get; } = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    /// <summary>Right sides of valid formulas, with the brackets that their shape needs.</summary>
    public static Gen<ExpressionSyntax> Trees { get; } = Gen.Sized(size => Tree(Loosest, Math.Min(5, 1 + (size / 20))));

    // Levels from the loosest operators to the tightest, as in the grammar; 6 is a single operand.
    private static Gen<ExpressionSyntax> Tree(int level, int depth)
    {
        if (level == 6)
        {
            return Operand(depth);
        }

        Gen<ExpressionSyntax> tighter = Tree(level + 1, depth);
        if (depth == 0)
        {
            return tighter;
        }

        Gen<ExpressionSyntax> operation = level switch
        {
            0 => Binary(0, depth, FormulaOperator.Plus, FormulaOperator.Minus),
            1 => Binary(1, depth, FormulaOperator.Star, FormulaOperator.Slash),
            2 => Binary(2, depth, FormulaOperator.In),
            3 => Binary(3, depth, FormulaOperator.Colon),
            4 => from sign in Gen.Elements(FormulaOperator.Plus, FormulaOperator.Minus)
                 from operand in Tree(4, depth - 1)
                 select (ExpressionSyntax)new UnarySyntax(Nowhere, sign, operand),
            _ => from power in Tree(6, depth - 1)
                 from exponent in Tree(4, depth - 1)
                 select (ExpressionSyntax)new BinarySyntax(power, Nowhere, FormulaOperator.Caret, exponent),
        };
        return Gen.Frequency((2, tighter), (1, operation));
    }

    private static Gen<ExpressionSyntax> Binary(int level, int depth, params FormulaOperator[] operators) =>
        from left in Tree(level, depth - 1)
        from joint in Gen.Elements(operators)
        from right in Tree(level + 1, depth - 1)
        select (ExpressionSyntax)new BinarySyntax(left, Nowhere, joint, right);

    private static Gen<ExpressionSyntax> Operand(int depth)
    {
        Gen<ExpressionSyntax> name = Gen.Elements(Names).Select(text => (ExpressionSyntax)new NameSyntax(Nowhere, text, isQuoted: false));
        Gen<ExpressionSyntax> quoted = Gen.Elements("a b", "1st", "if", "tick`", "back\\slash").Select(text => (ExpressionSyntax)new NameSyntax(Nowhere, text, isQuoted: true));
        Gen<ExpressionSyntax> number = Gen.Elements(0, 1, 2, 0.5, 1e-7, 123456, 1e5, 0.001).Select(value => (ExpressionSyntax)new NumberSyntax(Nowhere, value));
        Gen<ExpressionSyntax> text = Gen.Elements("", "WT", "say \"hi\"", "two\nlines\t\\").Select(value => (ExpressionSyntax)new TextSyntax(Nowhere, value));
        Gen<ExpressionSyntax> dot = Gen.Constant((ExpressionSyntax)new DotSyntax(Nowhere));
        if (depth == 0)
        {
            return Gen.Frequency((6, name), (1, quoted), (2, number), (1, text), (1, dot));
        }

        Gen<ExpressionSyntax> bracketed = Tree(Loosest, depth - 1).Select(content => (ExpressionSyntax)new BracketedSyntax(Nowhere, content, isClosed: true));
        Gen<ExpressionSyntax> random =
            from effects in Tree(Loosest, depth - 1)
            from bar in Gen.Elements(FormulaOperator.Bar, FormulaOperator.DoubleBar)
            from grouping in Tree(Loosest, depth - 1)
            select (ExpressionSyntax)new BracketedSyntax(Nowhere, new BinarySyntax(effects, Nowhere, bar, grouping), isClosed: true);
        Gen<ExpressionSyntax> call =
            from function in Gen.Elements("I", "log", "poly", "relevel")
            from arguments in Argument(depth - 1).ListOf().Where(list => list.Count <= 3)
            select (ExpressionSyntax)new CallSyntax(Nowhere, Nowhere, function, [.. arguments], isClosed: true);
        return Gen.Frequency((6, name), (1, quoted), (2, number), (1, text), (1, dot), (3, bracketed), (2, random), (3, call));
    }

    private static Gen<ArgumentSyntax> Argument(int depth) =>
        from name in Gen.Elements<string?>(null, null, "degree", "raw")
        from value in Tree(Loosest, depth)
        select new ArgumentSyntax(Nowhere, name is null ? null : Nowhere, name, value);
}
