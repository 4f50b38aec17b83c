namespace Lmm;

/// <summary>A factor with the coding that turns its levels into columns.</summary>
public sealed class CodedFactor : TermPart
{
    internal CodedFactor(FactorColumn factor, double[,] coding, string[] columnNames)
        : base(factor.Name)
    {
        Factor = factor;
        Coding = coding;
        ColumnNames = columnNames;
    }

    /// <summary>The factor.</summary>
    public FactorColumn Factor { get; }

    /// <summary>The coding matrix, levels × columns.</summary>
    public double[,] Coding { get; }

    /// <summary>The names of the columns, such as <c>genotypeCSB</c>.</summary>
    public string[] ColumnNames { get; }
}
