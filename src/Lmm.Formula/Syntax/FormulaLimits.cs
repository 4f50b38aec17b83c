namespace Lmm.Formula.Syntax;

/// <summary>
/// How large a formula may be. The limits lie far above what anyone writes, and keep hostile or generated text from
/// exhausting the stack or the time of the compiler that hosts the parser.
/// </summary>
internal static class FormulaLimits
{
    /// <summary>The most characters of a formula.</summary>
    public const int Length = 32_768;

    /// <summary>
    /// The deepest nesting: brackets, and runs of signs and of powers. It leaves half of a small stack to the compiler
    /// that compiles the parser while it runs.
    /// </summary>
    public const int Depth = 20;

    /// <summary>The most terms that a formula's operators may make.</summary>
    public const int Terms = 4_096;

    /// <summary>The most operators and functions in one arithmetic expression.</summary>
    public const int Operations = 200;
}
