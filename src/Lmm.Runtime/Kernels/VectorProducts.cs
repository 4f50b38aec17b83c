using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>Products of vectors.</summary>
internal static class VectorProducts
{
    /// <summary>Σ xᵢyᵢ, summed in eight interleaved parts whatever the width of the machine's vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int length = x.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, length);
        ref double left = ref MemoryMarshal.GetReference(x);
        ref double right = ref MemoryMarshal.GetReference(y);
        Vector512<double> sum = Vector512<double>.Zero;
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)index), Vector512.LoadUnsafe(ref right, (nuint)index), sum);
        }

        double rest = 0;
        for (; index < length; index++)
        {
            rest = Math.FusedMultiplyAdd(Unsafe.Add(ref left, index), Unsafe.Add(ref right, index), rest);
        }

        return Vector512.Sum(sum) + rest;
    }

    /// <summary>y += a·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        int length = x.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, length);
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(y);
        Vector512<double> factor = Vector512.Create(a);
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref source, (nuint)index), Vector512.LoadUnsafe(ref target, (nuint)index))
                .StoreUnsafe(ref target, (nuint)index);
        }

        for (; index < length; index++)
        {
            Unsafe.Add(ref target, index) = Math.FusedMultiplyAdd(a, Unsafe.Add(ref source, index), Unsafe.Add(ref target, index));
        }
    }

    /// <summary>target = a·x∘y, element by element; target may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(double a, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> target)
    {
        int length = x.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, length);
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double factors = ref MemoryMarshal.GetReference(y);
        ref double result = ref MemoryMarshal.GetReference(target);
        Vector512<double> factor = Vector512.Create(a);
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
        {
            (factor * Vector512.LoadUnsafe(ref source, (nuint)index) * Vector512.LoadUnsafe(ref factors, (nuint)index)).StoreUnsafe(ref result, (nuint)index);
        }

        for (; index < length; index++)
        {
            Unsafe.Add(ref result, index) = a * Unsafe.Add(ref source, index) * Unsafe.Add(ref factors, index);
        }
    }
}
