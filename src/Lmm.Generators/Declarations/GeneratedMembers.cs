namespace Lmm.Generators.Declarations;

/// <summary>The members of the class that is generated for a model.</summary>
internal static class GeneratedMembers
{
    /// <summary>Members of which a class can have one of the name only.</summary>
    public static readonly string[] Single = ["DesignOf", "Fits", "Formula", "FormulaTerms", "ReadRows"];

    /// <summary>Methods, beside which a class may have others of the name.</summary>
    public static readonly string[] Overloaded = ["BuildDesign", "Enumerate", "EnumerateAsync", "EnumerateCsv", "EnumerateCsvAsync", "Fit", "FitAsync", "FitMany", "Read", "ReadCsv"];

    /// <summary>True for the name of any of them.</summary>
    public static bool Contain(string name) => Single.Contains(name) || Overloaded.Contains(name);
}
