namespace Lmm;

/// <summary>A level of a factor, or a value of a covariate, that an estimate is of.</summary>
public readonly record struct FactorLevel
{
    internal FactorLevel(string factor, string level, double? value)
    {
        Factor = factor;
        Level = level;
        Value = value;
    }

    /// <summary>The name of the variable.</summary>
    public string Factor { get; }

    /// <summary>The level, or the value as text.</summary>
    public string Level { get; }

    /// <summary>The value of a variable that is a number; else null.</summary>
    public double? Value { get; }

    /// <summary>Variable and level.</summary>
    public override string ToString() => $"{Factor} {Level}";
}
