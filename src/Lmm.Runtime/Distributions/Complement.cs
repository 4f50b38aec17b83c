namespace Lmm.Distributions;

/// <summary>Probabilities of what does not happen, without the digits that one minus a probability loses.</summary>
internal static class Complement
{
    /// <summary>log(1 − p), for p from zero to one.</summary>
    public static double Log(double probability) => -2 * Math.Atanh(probability / (2 - probability));

    /// <summary>1 − eˣ, for x from −∞ to zero.</summary>
    public static double OfLog(double log) => log < -1 ? 1 - Math.Exp(log) : -2 * Math.Exp(log / 2) * Math.Sinh(log / 2);
}
