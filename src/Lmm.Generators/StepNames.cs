namespace Lmm.Generators;

/// <summary>The names of the generator's steps, by which tests track them.</summary>
internal static class StepNames
{
    /// <summary>Symbols of attributed types read into records.</summary>
    public const string Models = nameof(Models);

    /// <summary>Names that more than one model claims.</summary>
    public const string NameClashes = nameof(NameClashes);

    /// <summary>Formulas bound to their rows.</summary>
    public const string Specs = nameof(Specs);

    /// <summary>The row types of the models, each once.</summary>
    public const string Rows = nameof(Rows);

    /// <summary>The code for each row type.</summary>
    public const string RowSources = nameof(RowSources);

    /// <summary>The code for each model.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>The generated files.</summary>
    public const string Files = nameof(Files);
}
