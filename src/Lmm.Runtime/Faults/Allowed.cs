using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lmm.Faults;

/// <summary>Refuses options and arguments that cannot be meant, where they enter.</summary>
internal static class Allowed
{
    /// <summary>The value, which must be a member of its enum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none; the message names the argument and the members.</exception>
    public static TEnum Member<TEnum>(TEnum value, [CallerArgumentExpression(nameof(value))] string argument = "")
        where TEnum : struct, Enum
        => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}.");

    /// <summary>The value, which must not be below the least that is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below; the message names the argument and the least value.</exception>
    public static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string argument = "")
        => value >= least
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, string.Create(CultureInfo.InvariantCulture, $"{argument} must be {least} or more."));

    /// <summary>The level of intervals, which must be between zero and one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the argument.</exception>
    public static double Level(double value, [CallerArgumentExpression(nameof(value))] string argument = "")
        => value > 0 && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, string.Create(CultureInfo.InvariantCulture, $"{argument} is {value} and must be between 0 and 1, such as 0.95 for intervals of 95%."));

    /// <summary>The character, which must be an ASCII character and no line break.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another; the message names the argument.</exception>
    public static char Sign(char value, [CallerArgumentExpression(nameof(value))] string argument = "")
        => char.IsAscii(value) && value is not ('\r' or '\n')
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be an ASCII character that is no line break.");
}
