using System.Text;

namespace Lmm.Cli.Commands;

/// <summary>Lists on the command line, such as <c>WT,CSB</c>; items that contain a comma stand in double quotes, quotes inside doubled.</summary>
internal static class CommaList
{
    /// <summary>The items, blanks around them left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> items = [];
        StringBuilder item = new();
        bool isQuoted = false;
        bool wasQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character == '"' && isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                item.Append(character);
                i++;
            }
            else if (character == '"' && (isQuoted || item.ToString().Trim().Length == 0))
            {
                wasQuoted = true;
                isQuoted = !isQuoted;
            }
            else if (character == ',' && !isQuoted)
            {
                Close();
            }
            else
            {
                item.Append(character);
            }
        }

        Close();
        return items;

        void Close()
        {
            string closed = wasQuoted ? item.ToString() : item.ToString().Trim();
            if (closed.Length > 0 || wasQuoted)
            {
                items.Add(closed);
            }

            item.Clear();
            wasQuoted = false;
        }
    }
}
