namespace Lmm;

/// <summary>
/// What the library throws where data, formula or model are at fault: the base of all its exceptions. Work that was cancelled throws
/// <see cref="OperationCanceledException"/>; arguments that cannot be meant throw <see cref="ArgumentException"/>.
/// </summary>
public abstract class LmmException : Exception
{
    private protected LmmException(LmmErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The kind of the fault.</summary>
    public LmmErrorCode Code { get; }
}
