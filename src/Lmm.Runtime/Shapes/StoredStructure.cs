using Lmm.Formula.Binding;
using Lmm.Storage;

namespace Lmm.Shapes;

/// <summary>Covariance structures in files: as formulas ask for them, and read by the language.</summary>
internal static class StoredStructure
{
    private const string Effects = "1 + x";
    private const string Grouping = "g";

    private static readonly VariableDeclaration[] Variables =
        [new("y", "y", VariableType.Continuous, "double"), new("x", "x", VariableType.Continuous, "double"), new(Grouping, Grouping, VariableType.Text, "string")];

    /// <summary>Writes a structure.</summary>
    /// <exception cref="ModelException">The language has no notation for it.</exception>
    public static void Write(this StoredWriter writer, CovarianceStructure structure, string model)
    {
        string notation = structure.Write(Effects, Grouping);
        writer.Write(structure.Equals(Find(notation))
            ? notation
            : throw new ModelException(model, LmmErrorCode.NotAvailable, $"its covariance structure {notation} has no notation that a file could be read by; it cannot be saved."));
    }

    /// <summary>Reads a structure.</summary>
    public static CovarianceStructure ReadStructure(this StoredReader reader)
    {
        CovarianceStructure? structure = Find(reader.ReadText());
        reader.Require(structure is not null);
        return structure!;
    }

    private static CovarianceStructure? Find(string notation)
        => ModelBinder.Bind($"y ~ 1 + {notation}", new(Variables)).Spec?.RandomTerms is { Count: 1 } terms ? terms[0].Covariance : null;
}
