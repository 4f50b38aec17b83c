using System.Text;

namespace Lmm.Generators.Emission;

/// <summary>Collects lines of code with their indentation; lines end in <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds a line; an empty one has no indentation.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Adds a line that belongs to the line before it.</summary>
    public void Continue(string line)
    {
        _depth++;
        Line(line);
        _depth--;
    }

    /// <summary>Adds the documentation summary of what follows, in XML.</summary>
    public void Summary(string xml) => Line($"/// <summary>{xml}</summary>");

    /// <summary>Adds a heading and opens its block.</summary>
    public void Open(string heading)
    {
        Line(heading);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close(string tail = "")
    {
        _depth--;
        Line("}" + tail);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
