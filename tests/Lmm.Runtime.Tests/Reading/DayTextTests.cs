using System.Globalization;
using Lmm.Reading;

namespace Lmm.Tests.Reading;

/// <summary>Days are read from text as the framework reads them, whichever way is taken.</summary>
public sealed class DayTextTests
{
    private const string Characters = "0123456789-/ T:.٣";
    private const int Draws = 20_000;

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-10")]
    [InlineData("2024-04-31")]
    [InlineData("2024-04-00")]
    [InlineData("2024-4-1")]
    [InlineData("٢٠٢٤-٠١-٠١")]
    [InlineData("2024/01/05")]
    [InlineData(" 2024-01-05 ")]
    [InlineData("")]
    public void A_day_is_the_one_that_the_framework_reads(string text) => AssertSame(text);

    [Fact]
    public void So_are_days_with_a_few_characters_changed()
    {
        Random random = new(11);
        for (int i = 0; i < Draws; i++)
        {
            char[] text = new DateOnly(1 + random.Next(9999), 1, 1).AddDays(random.Next(360)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ToCharArray();
            for (int change = random.Next(3); change > 0; change--)
            {
                text[random.Next(text.Length)] = Characters[random.Next(Characters.Length)];
            }

            AssertSame(new string(text));
        }
    }

    private static void AssertSame(string text)
    {
        bool isDay = DateOnly.TryParse(text, CultureInfo.InvariantCulture, out DateOnly expected);

        Assert.True(isDay == DateTimeText.TryParse(text, out DateOnly day), text);
        Assert.True(day == expected, text);
    }
}
