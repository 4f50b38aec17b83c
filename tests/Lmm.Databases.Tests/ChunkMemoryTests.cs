using System.Globalization;

namespace Lmm.Databases.Tests;

/// <summary>What chunks of a text file leave in memory; tests beside it would be measured too.</summary>
[CollectionDefinition(nameof(ChunkMemoryTests), DisableParallelization = true)]
[Collection(nameof(ChunkMemoryTests))]
public sealed class ChunkMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        using TemporaryText file = new();
        using (StreamWriter writer = new(file.Path))
        {
            writer.WriteLine("y,name");
            for (int row = 0; row < 200_000; row++)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row * 0.37},this is the row of the number {row}"));
            }
        }

        Assert.InRange(new FileInfo(file.Path).Length, 7_000_000, long.MaxValue);
        Check(FrameChunks.FromCsv(file.Path, rowsPerChunk: 1000));
        using StreamReader text = new(file.Path);
        Check(FrameChunks.FromCsv(text, rowsPerChunk: 1000));

        static void Check(IEnumerable<ModelFrame> chunks)
        {
            long early = 0;
            long late = 0;
            foreach ((int number, ModelFrame chunk) in chunks.Index())
            {
                Assert.Equal(1000, chunk.RowCount);
                early = number == 3 ? GC.GetTotalMemory(forceFullCollection: true) : early;
                late = number == 199 ? GC.GetTotalMemory(forceFullCollection: true) : late;
            }

            Assert.InRange(late - early, long.MinValue, 1_000_000);
        }
    }
}
