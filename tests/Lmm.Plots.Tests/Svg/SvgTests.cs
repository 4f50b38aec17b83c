using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lmm.Plots.Scenes;
using Lmm.Plots.Svg;

namespace Lmm.Plots.Tests.Svg;

public partial class SvgTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    /// <summary>What markup, scripts, terminals and readers would take for something else.</summary>
    public static TheoryData<string> HostileNames { get; } =
    [
        "<script>alert(1)</script>", "\"quoted\" & 'so'", "]]>", "<!--", "a\u202eb\u200fc", "nul\0 bell\a esc\u001b[31m", "\ud800 lone", "url(#x);}", "&amp;", "line\r\nbreak", "",
    ];

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Hostile_names_are_text(string name)
    {
        string[] levels = [name, .. Fits.Names(5)];
        LinearMixedModelFit fit = Fits.Made(levels, 6);

        foreach (Picture picture in (Picture[])[Plot.Caterpillar(fit, "g", new PlotOptions { Title = name }), Plot.Shrinkage(fit, "g"), Plot.ResidualsByGroup(fit, "g"), Plot.Groups(fit, "g")])
        {
            XElement svg = XElement.Parse(picture.ToSvg());

            Assert.All(svg.Descendants(), static element => Assert.Contains(element.Name.LocalName, (string[])["title", "desc", "style", "path", "g", "circle", "text"]));
            Assert.Contains(svg.Elements(Ns + "text"), text => name.Length == 0 || (text.Value.Length > 1 && Texts.LabelText.Line(name).Trim().StartsWith(text.Value.TrimEnd('…').Trim(), StringComparison.Ordinal)));
            Assert.DoesNotContain(svg.Element(Ns + "style")!.Value, static character => char.IsControl(character) && character != '\n');
        }
    }

    [Fact]
    public void A_picture_is_one_element_with_a_title_and_a_description_for_readers()
    {
        Picture picture = Plot.Forest(Fits.Sleep);
        XElement svg = XElement.Parse(picture.ToSvg(new SvgOptions { IdPrefix = "forest-1" }));

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("forest-1-title forest-1-desc", svg.Attribute("aria-labelledby")!.Value);
        Assert.Equal(picture.Title, svg.Elements(Ns + "title").Single(title => title.Attribute("id")!.Value == "forest-1-title").Value);
        Assert.Equal(picture.Description, svg.Elements(Ns + "desc").Single(description => description.Attribute("id")!.Value == "forest-1-desc").Value);
        Assert.Contains("Days 10.5 (7.21 to 13.7)", picture.Description, StringComparison.Ordinal);
        Assert.Equal(picture.Width, double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture));
        Assert.Equal(picture.Height, double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Styles_touch_the_marks_of_the_picture_only()
    {
        string style = XElement.Parse(Plot.Checks(Fits.Sleep).ToSvg(new SvgOptions { IdPrefix = "p" })).Element(Ns + "style")!.Value;

        Assert.All(Selectors().Matches(style), static rule => Assert.StartsWith("#p", rule.Groups[1].Value, StringComparison.Ordinal));
        Assert.Contains("var(--lmm-ink,#1b1e24)", style, StringComparison.Ordinal);
        Assert.Contains("@media screen and (prefers-color-scheme:dark)", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_class_has_its_colour()
    {
        XElement svg = XElement.Parse(Plot.Curves(Fits.Mixed("weight ~ Diet * Time + (Time | Chick)", "ChickWeight", "Chick", "Diet"), "Time", "Diet").ToSvg());
        string style = svg.Element(Ns + "style")!.Value;

        Assert.All(svg.Descendants().Attributes("class").Select(static attribute => attribute.Value).Distinct(), name => Assert.Contains($".{name}{{", style, StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_that_differ_have_different_ids_and_the_same_numbers_the_same_bytes()
    {
        string forest = Plot.Forest(Fits.Sleep).ToSvg();

        Assert.Equal(forest, Plot.Forest(Fits.Sleep).ToSvg());
        Assert.NotEqual(XElement.Parse(forest).Attribute("id")!.Value, XElement.Parse(Plot.Residuals(Fits.Sleep).ToSvg()).Attribute("id")!.Value);
    }

    [Fact]
    public void Another_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string invariant = Plot.Checks(Fits.Sleep).ToSvg();
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture.NumberFormat.NegativeSign = "~";
            Assert.Equal(invariant, Plot.Checks(Fits.Sleep).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a\"onload")]
    public void A_prefix_that_is_no_id_is_refused(string prefix)
        => Assert.Contains("prefix of ids", Assert.Throws<ArgumentException>(() => Plot.Forest(Fits.Sleep).ToSvg(new SvgOptions { IdPrefix = prefix })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_scheme_may_be_chosen()
    {
        Picture picture = Plot.Forest(Fits.Sleep);
        string light = picture.ToSvg(new SvgOptions { Scheme = ColorScheme.Light });
        string dark = picture.ToSvg(new SvgOptions { Scheme = ColorScheme.Dark });

        Assert.DoesNotContain("@media", light + dark, StringComparison.Ordinal);
        Assert.Contains("#0072b2", light, StringComparison.Ordinal);
        Assert.Contains("#56b4e9", dark, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.ToSvg(new SvgOptions { Scheme = (ColorScheme)9 }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_stand_out_from_the_paper(bool isDark)
    {
        double paper = Luminance(Palette.Color(Tone.Paper, isDark));
        foreach (Tone tone in Enum.GetValues<Tone>().Except([Tone.Paper, Tone.Grid]))
        {
            double own = Luminance(Palette.Color(tone, isDark));
            double contrast = (Math.Max(own, paper) + 0.05) / (Math.Min(own, paper) + 0.05);
            Assert.True(contrast >= (tone is Tone.Ink or Tone.Muted ? 4.5 : 3), $"{tone}: {contrast}");
        }
    }

    [Theory]
    [InlineData(1.006, "1.01")]
    [InlineData(-0.004, "0")]
    [InlineData(-12.3, "-12.3")]
    [InlineData(100, "100")]
    [InlineData(0.05, "0.05")]
    [InlineData(double.PositiveInfinity, "1000000")]
    [InlineData(double.NaN, "0")]
    public void Coordinates_are_rounded_to_hundredths(double value, string expected) => Assert.Equal(expected, new StringBuilder().AppendNumber(value).ToString());

    private static double Luminance(string color)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(part => int.Parse(color.AsSpan(2 * part, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];
        double[] linear = Array.ConvertAll(parts, static part => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    [GeneratedRegex(@"(?:^|[{}\n])\s*([^{}@\n]+)\{")]
    private static partial Regex Selectors();
}
