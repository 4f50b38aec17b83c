namespace Lmm.Cli.Scaffolding;

/// <summary>A file of data and how it is written.</summary>
/// <param name="File">The file.</param>
/// <param name="Csv">How it is written.</param>
internal sealed record DataSource(string File, CsvOptions Csv)
{
    /// <summary>The expression that makes the options; null when they are the defaults.</summary>
    public string? OptionsText
    {
        get
        {
            List<string> options = [];
            if (Csv.Delimiter is { } delimiter)
            {
                options.Add($"Delimiter = {Literal.Of(delimiter)}");
            }

            if (Csv.DecimalComma)
            {
                options.Add("DecimalComma = true");
            }

            if (!Csv.MissingTexts.SequenceEqual(CsvOptions.Default.MissingTexts))
            {
                options.Add($"MissingTexts = [{string.Join(", ", Csv.MissingTexts.Select(Literal.Of))}]");
            }

            if (Csv.CommentStart is { } comment)
            {
                options.Add($"CommentStart = {Literal.Of(comment)}");
            }

            if (Csv.Encoding is { } encoding)
            {
                options.Add($"Encoding = System.Text.CodePagesEncodingProvider.Instance.GetEncoding({encoding.CodePage}) ?? System.Text.Encoding.GetEncoding({encoding.CodePage})");
            }

            return options.Count == 0 ? null : $"new CsvOptions {{ {string.Join(", ", options)} }}";
        }
    }
}
