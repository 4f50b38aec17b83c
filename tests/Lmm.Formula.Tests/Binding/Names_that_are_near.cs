using Lmm.Formula.Binding;

namespace Lmm.Formula.Tests.Binding;

/// <summary>A third of a name may be misspelt, and no more.</summary>
public class Names_that_are_near
{
    [Theory]
    [InlineData("abcdef", "abcdxy", true)]
    [InlineData("abcdef", "abcxyz", false)]
    [InlineData("abcde", "abcdx", true)]
    [InlineData("abcde", "abcxy", false)]
    [InlineData("ab", "ac", true)]
    [InlineData("abcdef", "badcef", true)]
    public void Two_edits_of_six_letters_are_near_and_three_are_not(string name, string candidate, bool isNear)
        => Assert.Equal(isNear ? [candidate] : [], NearestNames.Of(name, [candidate]));
}
