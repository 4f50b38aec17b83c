namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>Whatever is declared compiles without a warning in generated code, or has a diagnostic.</summary>
public class RandomDeclarationTests
{
    private const int Size = 50;

    [Fact]
    public void Two_thousand_declarations_compile_or_are_told_why_not()
    {
        int count = 0;
        int generated = 0;
        var failures = new List<string>();
        for (int seed = 0; count < 2000; seed++)
        {
            DeclarationBatch batch = DeclarationBatch.Run(70000 + seed, Size);
            failures.AddRange(batch.Failures);
            count += batch.Count;
            generated += batch.Generated;
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));

        // Neither all refused nor none.
        Assert.InRange(generated, count / 4, count - (count / 20));
    }
}
