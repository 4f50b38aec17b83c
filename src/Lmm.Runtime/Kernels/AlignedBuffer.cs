using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>A growing buffer of doubles that stays at its place in memory and starts at a cache line.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineBytes = 64;

    private double[] _storage = [];

    /// <summary>The first value.</summary>
    public double* Pointer { get; private set; }

    /// <summary>Makes room for at least <paramref name="length"/> values; what was there is lost.</summary>
    public void Reserve(long length)
    {
        if (length + (LineBytes / sizeof(double)) <= _storage.Length)
        {
            return;
        }

        _storage = GC.AllocateUninitializedArray<double>(checked((int)length + (LineBytes / sizeof(double))), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _storage[0]);
        Pointer = (double*)((address + LineBytes - 1) / LineBytes * LineBytes);
    }
}
