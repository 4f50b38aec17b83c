using Lmm;

namespace Warehouse;

/// <summary>What a patient gets.</summary>
internal enum Arm
{
    Control,
    Low,
    High,
}

/// <summary>A visit; no visit is ever read.</summary>
/// <param name="Score">The score at the visit.</param>
/// <param name="Dose">The dose, in mg.</param>
/// <param name="Arm">The patient's arm.</param>
/// <param name="Clinic">The clinic.</param>
[Model("score ~ dose * arm + (dose | clinic)")]
internal sealed record Visit(double Score, double Dose, Arm Arm, int Clinic);
