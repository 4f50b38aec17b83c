using Lmm.Cli.Commands;

namespace Lmm.Cli.Tests;

public sealed class CommaListTests
{
    [Theory]
    [InlineData("WT,CSB", "WT", "CSB")]
    [InlineData(" WT , new drug ", "WT", "new drug")]
    [InlineData("\"a,b\",c", "a,b", "c")]
    [InlineData("\"say \"\"a\"\"\", c", "say \"a\"", "c")]
    [InlineData("5\",6\"", "5\"", "6\"")]
    [InlineData("a,,b,", "a", "b")]
    [InlineData("\"\",b", "", "b")]
    public void Items_are_split_at_commas_outside_quotes(string text, params string[] items) => Assert.Equal(items, CommaList.Split(text));
}
