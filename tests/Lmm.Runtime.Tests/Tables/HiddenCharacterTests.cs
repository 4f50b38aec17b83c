using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Tests.Tables;

/// <summary>What acts without being seen is written as what it is.</summary>
public class HiddenCharacterTests
{
    [Theory]
    [InlineData("plain, χ² and 🐈 stay", "plain, χ² and 🐈 stay")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("a line\r\nof Windows", "a line\r\nof Windows")]
    [InlineData("\u001b[31mred\u0007", "\\u001b[31mred\\u0007")]
    [InlineData("over\rwritten", "over\\u000dwritten")]
    [InlineData("\u0085\u009b\u2028\u2029", "\\u0085\\u009b\\u2028\\u2029")]
    [InlineData("a\u202ecba\u2066\u200f\u061c\ufeff", "a\\u202ecba\\u2066\\u200f\\u061c\\ufeff")]
    public void They_are_written_by_number(string text, string written) => Assert.Equal(written, HiddenCharacters.Escape(text));

    [Fact]
    public void In_JSON_they_are_escapes_and_come_back()
    {
        const string Name = "a\u0085\u202e\u2028\u001b\"\\\r\n";
        string json = JsonText.Object(writer => writer.WriteString(Name, Name));

        Assert.DoesNotContain(json, HiddenCharacters.Include);
        JsonProperty member = Assert.Single(JsonDocument.Parse(json).RootElement.EnumerateObject());
        Assert.Equal((Name, Name), (member.Name, member.Value.GetString()));
    }
}
