namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>Draws a part of a class that may be generated, which goes with it or not.</summary>
/// <param name="random">Where the draws come from.</param>
internal sealed class RandomPart(Random random)
{
    private static readonly string[] Classes = ["RModel", "RModel", "RFit", "RFit", "MFit", "WeekModel"];

    private static readonly string[] Nested = ["SiteEffects", "SiteModes", "ÉcoleEffects", "DoseModes", "X1Effects", "TestsByTerm", "AnovaByTerm", "FunctionsByTerm"];

    private static readonly string[] Modifiers = ["", "", "", "public ", "internal ", "static ", "public static ", "sealed ", "abstract ", "unsafe "];

    /// <summary>The part, with others of the classes nested in it.</summary>
    public string Draw()
    {
        string name = Classes[random.Next(Classes.Length)];
        string nested = name.EndsWith("Model", StringComparison.Ordinal) ? "Fits" : Nested[random.Next(Nested.Length)];
        return Type(name, random.Next(3) == 0 ? Type(nested, "") : "");
    }

    private string Type(string name, string inner)
    {
        string kind = random.Next(14) switch { 0 => "struct", 1 => "record", 2 => "interface", _ => "class" };
        string generic = random.Next(12) == 0 ? "<T>" : "";
        string parameters = random.Next(12) == 0 && kind != "interface" ? "(int made)" : "";
        string bases = random.Next(10) switch { 0 => " : global::System.IDisposable", 1 => " : global::System.Exception", _ => "" };
        string members = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Member(name)));
        string dispose = bases.Contains("IDisposable", StringComparison.Ordinal) ? "public void Dispose() { } " : "";
        return $"{Modifiers[random.Next(Modifiers.Length)]}partial {kind} {name}{generic}{parameters}{bases} {{ {members}{dispose}{inner} }}";
    }

    private string Member(string type)
    {
        string name = Names.Code(Names.Next(random));
        return random.Next(14) switch
        {
            0 => $"public int {name} => 1; ",
            1 => $"int {name}; ",
            2 => $"public {type}() {{ }} ",
            3 => $"public int {name}(int x) => x; ",
            4 => $"protected static int {name} => 1; ",
            5 => $"public virtual int {name} => 1; ",
            6 => $"public const int {name} = 1; ",
            7 => $"public class {name} {{ }} ",
            _ => $"public static int {name} => 1; ",
        };
    }
}
