using Lmm.Formula.Expansion;

namespace Lmm.Formula.Tests.Expansion;

/// <summary>Sets of more variables than a word has bits.</summary>
public class Sets_of_variables
{
    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    public void One_variable_is_its_own_set(int variable)
    {
        Assert.Equal([variable], VariableSet.Of(variable).Members());
        Assert.Equal(1, VariableSet.Of(variable).Count);
        Assert.All(Enumerable.Range(0, 200).Where(other => other != variable), other => Assert.NotEqual(VariableSet.Of(variable), VariableSet.Of(other)));
    }

    [Fact]
    public void What_is_added_and_left_out_again_leaves_no_trace()
    {
        VariableSet small = VariableSet.Of(1).Union(VariableSet.Of(3));
        VariableSet large = small.Union(VariableSet.Of(64)).Union(VariableSet.Of(130));

        Assert.Equal([1, 3, 64, 130], large.Members());
        Assert.Equal(small, large.Without(130).Without(64));
        Assert.Equal(small.GetHashCode(), large.Without(64).Without(130).GetHashCode());
        Assert.Equal(VariableSet.Of(64).Union(VariableSet.Of(130)), large.Without(1).Without(3));
    }
}
