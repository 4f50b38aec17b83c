using System.Buffers;

namespace Lmm.Kernels;

/// <summary>Room for values: on the caller's stack where they are few, else rented.</summary>
internal ref struct Room
{
    /// <summary>The values that the caller's stack has room for.</summary>
    public const int MostOnStack = 64;

    private readonly double[]? _rented;

    /// <summary>Takes the stack's room, <see cref="MostOnStack"/> values, or rents.</summary>
    public Room(Span<double> onStack, int count)
    {
        _rented = count > onStack.Length ? ArrayPool<double>.Shared.Rent(count) : null;
        Values = _rented is null ? onStack[..count] : _rented.AsSpan(0, count);
    }

    /// <summary>The values, of which nothing is known.</summary>
    public Span<double> Values { get; }

    /// <summary>Gives back what was rented.</summary>
    public readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<double>.Shared.Return(_rented);
        }
    }
}
