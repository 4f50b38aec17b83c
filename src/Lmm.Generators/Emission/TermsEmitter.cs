namespace Lmm.Generators.Emission;

/// <summary>Writes what a model's designs keep of its formula, for the run-time library to bind when it is asked for terms.</summary>
internal static class TermsEmitter
{
    /// <summary>The name of the class that holds the terms.</summary>
    public const string Class = "FormulaTerms";

    /// <summary>The expression for the terms.</summary>
    public const string Terms = Class + ".Value";

    /// <summary>Writes the class. Being one of its own, it is made when the first design is, whatever runs before.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        string weights = model.Declaration.Weights is { } name ? CodeText.Literal(name) : "weights: null";
        writer.Line("// The formula and what its variables are, to be bound once somebody asks for the model's terms.");
        writer.Line(ModelEmitter.Attributes);
        writer.Open($"private static class {Class}");
        writer.Line($"public static readonly {ModelSource.Runtime}.ModelTerms Value = new(Formula, {weights}, {new RowSource(model.Declaration.Row).ClassName}.{RowEmitter.Variables});");
        writer.Close();
    }
}
