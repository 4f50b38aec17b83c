namespace Lmm.Generators;

/// <summary>The names of the generator's steps, by which tests track them.</summary>
internal static class StepNames
{
    /// <summary>Symbols of <c>[Model]</c> rows read into records.</summary>
    public const string RowModels = nameof(RowModels);

    /// <summary>Symbols of <c>[Model&lt;TRow&gt;]</c> classes read into records.</summary>
    public const string ClassModels = nameof(ClassModels);

    /// <summary>Names that more than one model claims.</summary>
    public const string NameClashes = nameof(NameClashes);

    /// <summary>Formulas bound to their rows.</summary>
    public const string Specs = nameof(Specs);

    /// <summary>The text of the generated files.</summary>
    public const string Sources = nameof(Sources);
}
