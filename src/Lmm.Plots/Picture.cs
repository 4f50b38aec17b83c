using System.Globalization;
using Lmm.Plots.Scenes;
using Lmm.Plots.Svg;
using Lmm.Plots.Texts;
using Lmm.Printing.Tables;
using Lmm.Storage;

namespace Lmm;

/// <summary>A picture of a fit, of a known size, to be written as SVG. The same numbers make the same bytes.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class Picture : INotebookView
{
    internal Picture(Scene scene, string title, string description)
        => (Scene, Title, Description) = (scene, LabelText.Line(title), LabelText.Line(description));

    /// <summary>What is shown, in a few words.</summary>
    public string Title { get; }

    /// <summary>What is to be seen, in sentences, for those who do not see it.</summary>
    public string Description { get; }

    /// <summary>The width, in pixels of CSS.</summary>
    public double Width => Scene.Width;

    /// <summary>The height, in pixels of CSS.</summary>
    public double Height => Scene.Height;

    /// <summary>The marks.</summary>
    internal Scene Scene { get; }

    /// <summary>
    /// The picture as an element <c>svg</c>, which is a file by itself and may stand within HTML: it needs no fonts, scripts or other files, and its styles are of its own
    /// marks only.
    /// </summary>
    /// <param name="options">The prefix of ids and the colours; null for the defaults.</param>
    /// <exception cref="ArgumentException">The prefix of ids is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such scheme of colours.</exception>
    public string ToSvg(SvgOptions? options = null) => SvgWriter.Write(this, options ?? SvgOptions.Default);

    /// <summary>Writes the picture as a file of SVG; one that is there is replaced once all has been written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The prefix of ids and the colours; null for the defaults.</param>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The prefix of ids is none.</exception>
    public void Save(string path, SvgOptions? options = null) => ReplacedFile.Write(path, ToSvg(options));

    /// <summary>The title and the size.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Title} ({Width} x {Height})");

    void INotebookView.WriteHtml(TextWriter writer) => writer.Write(ToSvg());
}
