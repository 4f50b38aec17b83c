using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>A growing buffer of doubles that stays at its place in memory and starts at a cache line.</summary>
/// <remarks>
/// The runtime takes a lock for each array that may not be moved, which a fit of a few hundred rows feels: small buffers are cut from chunks of the
/// thread that asks for them. A chunk lives as long as the last buffer cut from it.
/// </remarks>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>The values of a cache line.</summary>
    private const int Line = 64 / sizeof(double);

    /// <summary>Buffers of more values than this, 8 kB, have memory of their own.</summary>
    private const int MostFromChunk = 1 << 10;

    /// <summary>The values of a chunk: 128 kB.</summary>
    private const int ChunkLength = 1 << 14;

    [ThreadStatic]
    private static double[]? _chunk;

    [ThreadStatic]
    private static int _taken;

    private double[]? _storage;
    private long _capacity = -1;

    /// <summary>The first value.</summary>
    public double* Pointer { get; private set; }

    /// <summary>Makes room for at least <paramref name="length"/> values; what was there is lost.</summary>
    public void Reserve(long length)
    {
        if (length <= _capacity)
        {
            return;
        }

        if (length > MostFromChunk)
        {
            _storage = Pinned(checked((int)length + Line));
            Pointer = Aligned(_storage);
        }
        else
        {
            Cut((int)length);
        }

        _capacity = length;
    }

    private void Cut(int length)
    {
        int needed = Math.Max(1, (length + Line - 1) / Line) * Line;
        if (_chunk is null || _taken + needed > ChunkLength)
        {
            _chunk = Pinned(ChunkLength + Line);
            _taken = 0;
        }

        _storage = _chunk;
        Pointer = Aligned(_storage) + _taken;
        _taken += needed;
    }

    private static double[] Pinned(int length) => GC.AllocateUninitializedArray<double>(length, pinned: true);

    private static double* Aligned(double[] storage)
    {
        nint address = (nint)Unsafe.AsPointer(ref storage[0]);
        return (double*)((address + (Line * sizeof(double)) - 1) / (Line * sizeof(double)) * (Line * sizeof(double)));
    }
}
