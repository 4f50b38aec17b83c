namespace Lmm.Formula.Diagnostics;

/// <summary>Every rule that formulas must keep; the ids LMM001 to LMM049 and LMM070 to LMM079 are theirs.</summary>
internal static partial class FormulaRules
{
    /// <summary>All rules, by id.</summary>
    public static EquatableArray<FormulaRule> All => Catalogue.Rules;

    // A class of its own, so that it is filled after the rules, which stand in several files.
    private static class Catalogue
    {
        public static readonly EquatableArray<FormulaRule> Rules = new(
        [
            UnclosedBracket, ExtraBracket, MissingOperand, MissingOperator, MissingTilde, MisplacedTilde,
            MissingResponse, MissingTerms, UnknownCharacter, BarOutsideBrackets, SecondBar, EmptyRandomTerm,
            UnclosedQuotation, MalformedNumber, TooLarge,
            LiteralAsTerm, InvalidPower, PowerOfVariable, MisplacedRandomTerm, InvalidGrouping, MisplacedOffset,
            SubtractedTermAbsent, InteractionWithIntercept, NoTerms,
            UnknownVariable, AmbiguousVariable, UnknownGrouping, UnknownFunction, UnsupportedFunction, WrongArguments,
            TextAsNumber, FactorAsNumber, ContinuousGrouping, ResponseNotNumeric, ResponseAmongTerms, UnusableType,
            UnknownWeights, WeightsNotNumeric, NotArithmetic, ConstantExpression, DoubleBarWithFactor,
            RepeatedTerm, SlopeWithoutFixedEffect, GroupingAmongFixedEffects,
            MalformedCall, InvalidArgument, NotFactor, UnknownLevel, InvalidContrasts,
            FewLevels, NumberAndFactor, ContainedRandomTerm, NoRandomSlope, MisusedLogic,
        ]);
    }
}
