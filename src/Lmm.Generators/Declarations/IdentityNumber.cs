using System.Runtime.CompilerServices;

namespace Lmm.Generators.Declarations;

/// <summary>
/// A number for each object, never given twice. The compiler's options and references are told apart by it: some of
/// their classes refuse to be hashed, and a hash could be another's.
/// </summary>
internal static class IdentityNumber
{
    private static readonly ConditionalWeakTable<object, StrongBox<long>> Numbers = new();

    private static long _last;

    /// <summary>The number of an object.</summary>
    public static long Of(object subject)
        => Numbers.GetValue(subject, static _ => new StrongBox<long>(Interlocked.Increment(ref _last))).Value;
}
