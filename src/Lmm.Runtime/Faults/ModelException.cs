namespace Lmm;

/// <summary>A model cannot be fitted: the message names the model, the row or level, and the cure.</summary>
public class ModelException : LmmException
{
    /// <summary>Makes the exception for a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="code">The kind of the fault.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    public ModelException(string model, LmmErrorCode code, string message)
        : base(code, $"{model}: {message}") => ModelName = model;

    /// <summary>Makes the exception for a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="code">The kind of the fault.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">What brought the fault to light.</param>
    public ModelException(string model, LmmErrorCode code, string message, Exception innerException)
        : base(code, $"{model}: {message}", innerException) => ModelName = model;

    /// <summary>The model's name.</summary>
    public string ModelName { get; }
}
