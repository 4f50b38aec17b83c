using System.Text;

namespace Lmm.Tests.RandomModels;

/// <summary>All figures of a model that are not as expected, so that one failure shows the whole of it.</summary>
/// <param name="allowance">What every tolerance is multiplied by.</param>
internal sealed class Discrepancies(double allowance = 1)
{
    private readonly StringBuilder _found = new();

    public bool None => _found.Length == 0;

    public void Check(string name, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(actual - expected) <= allowance * tolerance))
        {
            _found.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{name}: expected {expected:R}, got {actual:R}, {Math.Abs(actual - expected) / tolerance:G3} tolerances away");
        }
    }

    public override string ToString() => _found.ToString();
}
