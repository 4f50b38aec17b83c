namespace Lmm;

/// <summary>A condition on rows cannot be used. The message shows it with carets under the characters that are wrong.</summary>
public sealed class ConditionException : LmmException
{
    internal ConditionException(LmmErrorCode code, string condition, int start, int length, string message)
        : base(code, $"the condition cannot be used: {message}.\n  {condition}\n  {new string(' ', start)}{new string('^', int.Max(1, length))}")
    {
        Condition = condition;
        Start = start;
        Length = length;
    }

    /// <summary>The condition.</summary>
    public string Condition { get; }

    /// <summary>Where the characters that are wrong begin, counted from zero.</summary>
    public int Start { get; }

    /// <summary>How many characters are wrong; 0 at the end.</summary>
    public int Length { get; }
}
