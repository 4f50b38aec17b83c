using Lmm.Formula.Binding;

namespace Lmm.Formula.Tests.Binding;

public class Types_have_one_kind
{
    [Fact]
    public void Every_type_of_the_table_is_one_of_the_framework()
        => Assert.All(ValueKinds.ByTypeName.Keys, name => Assert.NotNull(typeof(int).Assembly.GetType(name)));

    [Theory]
    [InlineData("System.Double", "Continuous")]
    [InlineData("System.Decimal", "Continuous")]
    [InlineData("System.UInt128", "Integer")]
    [InlineData("System.Boolean", "Boolean")]
    [InlineData("System.Char", "Text")]
    [InlineData("System.Guid", "Key")]
    [InlineData("System.DateOnly", "Key")]
    [InlineData("System.DateTime", "Key")]
    [InlineData("System.TimeSpan", "Other")]
    [InlineData("System.Object", "Other")]
    public void And_is_of_use_by_it(string name, string expected) => Assert.Equal(expected, ValueKinds.VariableTypeOf(ValueKinds.Of(name, isEnum: false)).ToString());
}
