namespace Lmm.Solver;

/// <summary>The codes of outcomes without estimates, for fits that throw.</summary>
internal static class OutcomeCode
{
    /// <summary>The code of an outcome.</summary>
    public static LmmErrorCode Of(FitOutcome outcome) => outcome switch
    {
        FitOutcome.ConstantResponse => LmmErrorCode.ConstantResponse,
        FitOutcome.PerfectFixedEffects or FitOutcome.PerfectFit => LmmErrorCode.PerfectFit,
        FitOutcome.NoResidualDegreesOfFreedom => LmmErrorCode.NotEnoughRows,
        FitOutcome.MissingValue => LmmErrorCode.MissingValue,
        FitOutcome.InfiniteValue => LmmErrorCode.NotFinite,
        FitOutcome.NoObjective => LmmErrorCode.UnusableWeight,
        _ => LmmErrorCode.NotIdentifiable,
    };
}
