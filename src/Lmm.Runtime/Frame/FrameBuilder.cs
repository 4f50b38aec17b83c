#pragma warning disable CA1822 // contract: bodies to come
using System.Diagnostics.CodeAnalysis;

namespace Lmm;

/// <summary>Collects the values of the variables that a model uses, row by row, without boxing.</summary>
/// <param name="model">The model's name, for messages.</param>
/// <param name="formula">The model's formula, for messages.</param>
/// <param name="options">What to do with missing values; null for the default.</param>
public sealed class FrameBuilder(string model, string formula, FitOptions? options = null)
{
    /// <summary>Adds a numeric variable.</summary>
    public NumericColumnBuilder Numeric(string name) => throw new InvalidOperationException(name + model + formula + options);

    /// <summary>Adds a factor whose levels are known beforehand.</summary>
    public DeclaredFactorBuilder Factor(string name, params ReadOnlySpan<string> levels) => throw new InvalidOperationException(name);

    /// <summary>Adds a factor whose levels the data tell, in the order of <typeparamref name="TKey"/> (strings ordinally).</summary>
    public KeyedFactorBuilder<TKey> Factor<TKey>(string name)
        where TKey : notnull, IComparable<TKey>, IEquatable<TKey> => throw new InvalidOperationException(name);

    /// <summary>Closes the frame: drops or refuses rows with missing values, refuses infinities and an empty frame.</summary>
    public ModelFrame Build() => throw new InvalidOperationException();
}

/// <summary>Collects a numeric variable; NaN is a missing value.</summary>
public sealed class NumericColumnBuilder
{
    /// <summary>Adds the next row's value.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public void Add(double value) => throw new InvalidOperationException();
}

/// <summary>Collects a factor whose levels are known beforehand.</summary>
public sealed class DeclaredFactorBuilder
{
    /// <summary>The code of a missing value.</summary>
    public const int Missing = -1;

    /// <summary>Adds the next row's level by its index, or <see cref="Missing"/>.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public void Add(int code) => throw new InvalidOperationException();

    /// <summary>Adds the next row's level by its name; null is missing, an unknown name an error that names the row.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public void Add(string? level) => throw new InvalidOperationException();

    /// <summary>Throws the error for a value that is none of the levels, such as an undeclared enum value, and names the row.</summary>
    [DoesNotReturn]
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public int Undeclared<T>(T value) => throw new InvalidOperationException();
}

/// <summary>Collects a factor whose levels the data tell.</summary>
/// <typeparam name="TKey">The type of the values.</typeparam>
public sealed class KeyedFactorBuilder<TKey>
    where TKey : notnull, IComparable<TKey>, IEquatable<TKey>
{
    /// <summary>Adds the next row's value; null is missing.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public void Add(TKey? value) => throw new InvalidOperationException();

    /// <summary>Adds a missing value.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "stub")]
    public void AddMissing() => throw new InvalidOperationException();
}
