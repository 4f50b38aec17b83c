namespace Lmm;

/// <summary>A model cannot be fitted: the message names the model, the row or level, and the cure.</summary>
public class ModelException : Exception
{
    /// <summary>Makes the exception for a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    public ModelException(string model, string message)
        : base($"{model}: {message}") => ModelName = model;

    /// <summary>Makes the exception for a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="innerException">What brought the fault to light.</param>
    public ModelException(string model, string message, Exception innerException)
        : base($"{model}: {message}", innerException) => ModelName = model;

    /// <summary>The model's name.</summary>
    public string ModelName { get; }
}
