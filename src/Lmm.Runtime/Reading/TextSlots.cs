using System.Numerics;
using System.Runtime.InteropServices;

namespace Lmm.Reading;

/// <summary>
/// Where to look for a text first. Most columns have few texts, which come again and again: the slot that a few characters choose nearly always has the text
/// that is asked for, so that comparing it takes the place of a look-up.
/// </summary>
internal static class TextSlots
{
    private const int Fewest = 64;
    private const int Most = 1 << 16;
    private const int PerText = 4;
    private const ulong FirstKey = 0x9E3779B97F4A7C15;
    private const ulong LastKey = 0xC2B2AE3D27D4EB4F;

    /// <summary>The number of slots for so many texts, a power of two.</summary>
    public static int CountFor(int texts) => (int)uint.Clamp(BitOperations.RoundUpToPowerOf2((uint)texts * PerText), Fewest, Most);

    /// <summary>The slot of a text, by its length and the characters at both ends.</summary>
    public static int Of(string text, int slots)
    {
        ulong first = (ulong)text.Length;
        ulong last = 0;
        if (text.Length >= sizeof(ulong) / sizeof(char))
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
            first += MemoryMarshal.Read<ulong>(bytes);
            last = MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]);
        }
        else
        {
            foreach (char character in text)
            {
                last = (last << 16) + character;
            }
        }

        // All bits of the product of two words depend on all of theirs.
        ulong high = Math.BigMul(first ^ FirstKey, last ^ LastKey, out ulong low);
        return (int)(high ^ low) & (slots - 1);
    }
}
