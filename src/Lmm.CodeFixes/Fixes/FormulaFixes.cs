using Lmm.Formula.Diagnostics;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Every fix of a formula, by the rule whose breaches it cures; no rule has two.</summary>
internal static class FormulaFixes
{
    /// <summary>The fixes by name. A title is made of the new text of the change.</summary>
    public static IReadOnlyList<FormulaFix> All { get; } =
    [
        // Each of several unclosed brackets may have to be closed at the same place.
        new("AddClosingBracket", _ => "Add the missing ')'", FormulaRules.UnclosedBracket) { IsRepeatable = true },
        new("AddFixedEffect", text => $"Add '{text.TrimEnd(' ', '+')}' to the fixed effects", FormulaRules.SlopeWithoutFixedEffect),
        new("AddMissingOperator", _ => "Add '+' between the terms", FormulaRules.MissingOperator),
        new("AddMissingTilde", _ => "Add the missing '~'", FormulaRules.MissingTilde),
        new("AddRandomIntercept", _ => "Let the intercept vary: '1'", FormulaRules.EmptyRandomTerm),
        new("AddRandomSlope", text => $"Add '{text.TrimStart(' ', '+')}' to the random term", FormulaRules.NoRandomSlope),
        new("BracketRandomTerm", Write, FormulaRules.BarOutsideBrackets),
        new("ChangeToNearestFunction", ChangeTo, FormulaRules.UnknownFunction),
        new("ChangeToNearestLevel", text => ChangeTo(text.Trim('"')), FormulaRules.UnknownLevel, FormulaRules.InvalidContrasts),
        new("ChangeToNearestVariable", ChangeTo, FormulaRules.UnknownVariable, FormulaRules.AmbiguousVariable, FormulaRules.UnknownGrouping, FormulaRules.UnknownWeights),
        new("CloseQuotation", text => $"Add the missing {text}", FormulaRules.UnclosedQuotation),
        new("CureLiteralTerm", Write, FormulaRules.LiteralAsTerm),
        new("CureSecondTilde", text => text.Length > 0 ? $"Change '~' to '{text}'" : "Remove '~'", FormulaRules.MisplacedTilde),
        new("MakeFixedEffect", text => $"Make '{text}' a fixed effect", FormulaRules.FewLevels),
        new("RemoveExtraBracket", _ => "Remove the extra ')'", FormulaRules.ExtraBracket),
        new("RemoveIdleOperator", _ => "Remove the operator", FormulaRules.MissingOperand),
        new("RemoveIdleSubtraction", _ => "Remove the subtraction", FormulaRules.SubtractedTermAbsent),
        new("RemoveRepeatedTerm", text => text.Length == 0 ? "Remove the term" : Write(text), FormulaRules.RepeatedTerm, FormulaRules.ContainedRandomTerm),
        new("ReplaceUnknownCharacter", ChangeTo, FormulaRules.UnknownCharacter),
        new("SplitDoubleBar", Write, FormulaRules.DoubleBarWithFactor),
        new("WrapInInhibition", Write, FormulaRules.PowerOfVariable, FormulaRules.InvalidPower),
    ];

    private static string ChangeTo(string text) => $"Change to '{text}'";

    private static string Write(string text) => $"Write '{text}'";
}
