namespace Lmm;

/// <summary>A statement that a fit sends to an engine.</summary>
public sealed class SqlStatement
{
    internal SqlStatement(string purpose, string text, bool isConditional)
    {
        Purpose = purpose;
        Text = text;
        IsConditional = isConditional;
    }

    /// <summary>What it is for.</summary>
    public string Purpose { get; }

    /// <summary>The statement. Its parameters are what the statements before it have told: means and scales of the numbers that are summed.</summary>
    public string Text { get; }

    /// <summary>True for one that is sent only where the ones before it show that it is needed; <see cref="Purpose"/> says when.</summary>
    public bool IsConditional { get; }

    /// <summary>The purpose as a comment, and the statement.</summary>
    public override string ToString() => $"-- {Purpose}\n{Text}";
}
