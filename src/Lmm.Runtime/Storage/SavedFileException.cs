namespace Lmm;

/// <summary>
/// A fit or cross-products cannot be saved or loaded: the message names the file, what is the matter with it, and the cure. Its code tells a file that cannot be opened from one that is
/// damaged or cut off, one of another version, and one that holds something else.
/// </summary>
public sealed class SavedFileException : LmmException
{
    internal SavedFileException(LmmErrorCode code, string origin, string message, Exception? innerException = null)
        : base(code, $"{origin}: {message}", innerException) => Origin = origin;

    /// <summary>The file, or that it was a stream.</summary>
    public string Origin { get; }
}
