using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lmm.Plots.Scenes;
using Lmm.Plots.Svg;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Tests.Svg;

public class TextTests
{
    [Fact]
    public void Widths_are_those_of_the_font()
    {
        // Arial's A, a and the full stop.
        Assert.Equal(6.67, AdvanceWidths.Of("A", 10), 10);
        Assert.Equal(5.56, AdvanceWidths.Of("a", 10), 10);
        Assert.Equal(2.78, AdvanceWidths.Of(".", 10), 10);
        Assert.Equal(20, AdvanceWidths.Of("統計", 10), 10);
        Assert.True(AdvanceWidths.Of("Days", 10, isBold: true) > AdvanceWidths.Of("Days", 10));
    }

    [Theory]
    [InlineData("A line that is longer than forty pixels", true)]
    [InlineData("√|standardised residual|, of which one letter is guessed", true)]
    [InlineData("12.5", false)]
    [InlineData("מילים בעברית שאין להן רוחב ידוע", false)]
    public void Lines_whose_width_is_known_say_it_to_what_draws_them(string text, bool isSaid)
    {
        Label label = new(text, new(10, 10), 11, Anchor.Start, Tone.Ink);
        StringBuilder svg = new();
        new SvgMarks(svg).Append(label);

        Assert.Equal(isSaid ? AdvanceWidths.Of(text, 11) : null, label.Length);
        Assert.Equal(isSaid, svg.ToString().Contains(string.Create(CultureInfo.InvariantCulture, $" textLength=\"{AdvanceWidths.Of(text, 11):0.##}\" lengthAdjust=\"spacingAndGlyphs\""), StringComparison.Ordinal));
    }

    [Fact]
    public void Long_texts_are_cut_to_the_room_and_say_so()
    {
        string fitted = LabelText.Fitted("a name that is much longer than its room", 11, 80);

        Assert.EndsWith("…", fitted, StringComparison.Ordinal);
        Assert.True(AdvanceWidths.Of(fitted, 11) <= 80);
        Assert.Equal("short", LabelText.Fitted("short", 11, 80));
    }

    [Fact]
    public void Wrapped_lines_have_all_words_and_no_more_than_their_room()
    {
        const string Sentence = "The smooth should run along zero; it is 0.417 standard deviations away at most.";
        IReadOnlyList<string> lines = LabelText.Wrapped(Sentence, 11.5, 150);

        Assert.Equal(Sentence, string.Join(' ', lines));
        Assert.All(lines, static line => Assert.True(AdvanceWidths.InOtherFonts(line, 11.5) <= 150));
    }

    [Fact]
    public void A_name_as_long_as_a_file_is_cut_at_once()
    {
        string name = string.Concat(Enumerable.Repeat("a\U0001f600", 2_000_000));
        Stopwatch watch = Stopwatch.StartNew();
        string fitted = LabelText.Fitted(name, 11, 80);

        Assert.StartsWith("a\U0001f600a\U0001f600", fitted, StringComparison.Ordinal);
        Assert.EndsWith("…", fitted, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(fitted)));
        Assert.True(AdvanceWidths.Of(fitted, 11) is > 60 and <= 80);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void What_is_hidden_or_no_character_is_shown()
        => Assert.Equal("a\ufffdb\ufffdc\ufffdd e\ufffd", LabelText.Line("a\u202eb\0c\ud800d\ne\uffff"));
}
