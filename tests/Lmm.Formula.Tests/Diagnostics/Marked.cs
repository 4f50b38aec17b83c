using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Tests.Diagnostics;

/// <summary>Formulas whose faulty characters stand between « and ».</summary>
internal static class Marked
{
    /// <summary>The text without marks, and the spans between them.</summary>
    public static (string Text, TextSpan[] Spans) Read(string marked)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<int>();
        var spans = new List<TextSpan>();
        foreach (char character in marked)
        {
            switch (character)
            {
                case '«':
                    open.Push(text.Length);
                    break;
                case '»':
                    int start = open.Pop();
                    spans.Add(new TextSpan(start, text.Length - start));
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        return (text.ToString(), [.. spans.OrderBy(span => span.Start)]);
    }

    /// <summary>The text with marks round the spans of faults, to compare with a marked formula.</summary>
    public static string Write(string text, IEnumerable<FormulaDiagnostic> faults)
    {
        string marked = text;
        foreach (int position in faults.SelectMany(fault => new[] { fault.Span.Start, fault.Span.End }).Distinct().OrderDescending())
        {
            int closed = faults.Count(fault => fault.Span.End == position);
            int opened = faults.Count(fault => fault.Span.Start == position);
            marked = marked.Insert(position, new string('»', closed) + new string('«', opened));
        }

        return marked;
    }
}
