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

    /// <summary>x := a·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(double a, Span<double> x)
    {
        ref double values = ref MemoryMarshal.GetReference(x);
        Vector512<double> factor = Vector512.Create(a);
        int index = 0;
        for (; index + Vector512<double>.Count <= x.Length; index += Vector512<double>.Count)
        {
            (factor * Vector512.LoadUnsafe(ref values, (nuint)index)).StoreUnsafe(ref values, (nuint)index);
        }

        for (; index < x.Length; index++)
        {
            Unsafe.Add(ref values, index) *= a;
        }
    }

    /// <summary>target += a·x + b·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, Span<double> target)
    {
        int length = x.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, length);
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        ref double result = ref MemoryMarshal.GetReference(target);
        Vector512<double> one = Vector512.Create(a);
        Vector512<double> other = Vector512.Create(b);
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
        {
            Vector512<double> sum = Vector512.FusedMultiplyAdd(one, Vector512.LoadUnsafe(ref first, (nuint)index), Vector512.LoadUnsafe(ref result, (nuint)index));
            Vector512.FusedMultiplyAdd(other, Vector512.LoadUnsafe(ref second, (nuint)index), sum).StoreUnsafe(ref result, (nuint)index);
        }

        for (; index < length; index++)
        {
            double sum = Math.FusedMultiplyAdd(a, Unsafe.Add(ref first, index), Unsafe.Add(ref result, index));
            Unsafe.Add(ref result, index) = Math.FusedMultiplyAdd(b, Unsafe.Add(ref second, index), sum);
        }
    }

    /// <summary>x·y and its derivative dx·y + x·dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Value, double Tangent) Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> dx, ReadOnlySpan<double> y, ReadOnlySpan<double> dy)
    {
        int length = x.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(dx.Length, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(dy.Length, length);
        ref double left = ref MemoryMarshal.GetReference(x);
        ref double leftTangent = ref MemoryMarshal.GetReference(dx);
        ref double right = ref MemoryMarshal.GetReference(y);
        ref double rightTangent = ref MemoryMarshal.GetReference(dy);
        Vector512<double> sum = Vector512<double>.Zero;
        Vector512<double> tangent = Vector512<double>.Zero;
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
        {
            var one = Vector512.LoadUnsafe(ref left, (nuint)index);
            var other = Vector512.LoadUnsafe(ref right, (nuint)index);
            sum = Vector512.FusedMultiplyAdd(one, other, sum);
            tangent = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref leftTangent, (nuint)index), other, tangent);
            tangent = Vector512.FusedMultiplyAdd(one, Vector512.LoadUnsafe(ref rightTangent, (nuint)index), tangent);
        }

        double rest = 0;
        double restTangent = 0;
        for (; index < length; index++)
        {
            double one = Unsafe.Add(ref left, index);
            double other = Unsafe.Add(ref right, index);
            rest = Math.FusedMultiplyAdd(one, other, rest);
            restTangent = Math.FusedMultiplyAdd(Unsafe.Add(ref leftTangent, index), other, restTangent);
            restTangent = Math.FusedMultiplyAdd(one, Unsafe.Add(ref rightTangent, index), restTangent);
        }

        return (Vector512.Sum(sum) + rest, Vector512.Sum(tangent) + restTangent);
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
