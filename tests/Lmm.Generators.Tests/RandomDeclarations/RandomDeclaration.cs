using System.Globalization;
using System.Text;

namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>Draws a row type with a model, and what stands around them.</summary>
/// <param name="random">Where the draws come from.</param>
internal sealed class RandomDeclaration(Random random)
{
    private static readonly string[] Kinds = ["class", "class", "record", "record", "struct", "record struct", "readonly record struct", "interface", "abstract class"];

    private readonly List<DeclaredMember> _members = [];

    /// <summary>The source of a file whose namespace has that number.</summary>
    public string Draw(int number)
    {
        for (int i = 0; i < 6; i++)
        {
            var member = DeclaredMember.Draw(random, isNumber: i < 3);
            if (_members.All(known => known.Name != member.Name))
            {
                _members.Add(member);
            }
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"#pragma warning disable LMM043, LMM044, LMM070, LMM045, LMM046\nnamespace N{number}");
        string inner = random.Next(6) == 0 ? "." + Names.Code(Names.Next(random)) : "";
        text.Append(inner).Append(" {\n").Append(Enumeration()).Append(Neighbour());
        string row = Chance(4) ? Names.Next(random) : "R";
        string kind = Kinds[random.Next(Kinds.Length)];
        bool isOnClass = kind == "interface" || Chance(4);
        string type = RowType(row, kind, isOnClass, out string name);
        text.Append(isOnClass ? ClassModel(name) + type : Nested(Attribute(withName: true) + type)).Append("\n}\n");
        return text.ToString();
    }

    private string Formula()
    {
        string[] numbers = [.. _members.Where(static member => member.IsNumber).Select(static member => member.InFormulas)];
        string[] groups = [.. _members.Where(static member => !member.IsNumber).Select(static member => member.InFormulas)];
        string response = numbers.Length > 0 ? Any(numbers) : Any(groups);
        var terms = new List<string>();
        foreach (string number in numbers.Where(number => number != response))
        {
            terms.Add(random.Next(5) switch { 0 => $"log({number})", 1 => $"poly({number}, 2)", 2 => $"I({number}^2)", _ => number });
        }

        terms.AddRange(groups.Where(_ => Chance(3)).Select(group => random.Next(3) == 0 && terms.Count > 0 ? $"{Any([.. terms])}:{group}" : group));
        if (groups.Length > 0 && !Chance(4))
        {
            string slope = numbers.Length > 1 && Chance(3) ? Any(numbers) : "1";
            terms.Add($"({slope} | {Any(groups)})");
        }

        return response + " ~ " + (terms.Count == 0 ? "1" : string.Join(" + ", terms));
    }

    private string Attribute(bool withName)
    {
        string name = withName && Chance(4) ? $", Name = \"{Names.Next(random)}\"" : "";
        return $"[Model(\"{Formula()}\"{name})] ";
    }

    private string ClassModel(string row)
    {
        string name = Names.Code(Chance(3) ? Names.Next(random) : "M");
        string modifiers = random.Next(3) switch { 0 => "public static", 1 => "internal", _ => "public sealed" };
        string baseType = modifiers != "public static" && Chance(4) ? " : MB" : "";
        string declaration = baseType.Length == 0 ? "" : $"public class MB {{ public int Fit; public virtual string {Names.Code("Read")} => \"\"; }} ";
        return $"{declaration}[Model<{row}>(\"{Formula()}\")] {modifiers} partial class {name}{baseType} {{ }}\n";
    }

    private string RowType(string row, string kind, bool isOnClass, out string name)
    {
        string access = Chance(4) ? "internal" : "public";
        bool isGeneric = isOnClass && Chance(5);
        string code = Names.Code(row) + (isGeneric ? "<T>" : "");
        name = Names.Code(row) + (isGeneric ? "<double>" : "");
        string baseType = Base(kind, out string declaration);
        if (kind.Contains("record", StringComparison.Ordinal) && Chance(2))
        {
            return $"{declaration}{access} {kind} {code}({string.Join(", ", _members.Select(member => member.Parameter(random)))}){(baseType.Length > 0 ? baseType : "")};";
        }

        string extra = Chance(8) && kind is not "interface" ? $"public static double {Names.Code("Zero")} => 0; public double this[int i] => i; " : "";
        return $"{declaration}{access} {kind} {code}{baseType} {{ {string.Concat(_members.Select(member => member.Member(random, kind)))}{extra}}}";
    }

    private string Base(string kind, out string declaration)
    {
        declaration = "";
        if (!Chance(4) || _members.Count == 0)
        {
            return "";
        }

        DeclaredMember member = _members[random.Next(_members.Count)];
        if (kind == "interface")
        {
            declaration = $"public interface IA {{ {member.Type} {Names.Code(member.Name)} {{ get; }} double Other {{ get; }} }} public interface IB {{ double Other {{ get; }} }} ";
            return " : IA, IB";
        }

        if (kind is "class" or "abstract class")
        {
            declaration = $"public class B0 {{ {DeclaredMember.Draw(random, isNumber: true).Member(random, "class").Replace("required ", "", StringComparison.Ordinal)}public double Other {{ get; set; }} }} ";
            return " : B0";
        }

        return "";
    }

    private string Enumeration()
    {
        string[] names = [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => Names.Next(random)).Distinct()];
        string attribute = Chance(12) ? "[Obsolete(\"Gone.\", true)] " : "";
        string members = string.Join(", ", names.Select(name => (random.Next(8) switch
        {
            0 => "[Obsolete(\"Gone.\", true)] ",
            1 => "[global::System.Diagnostics.CodeAnalysis.Experimental(\"EXP3\")] ",
            _ => "",
        }) + Names.Code(name) + (Chance(6) ? " = " + random.Next(-3, 4).ToString(CultureInfo.InvariantCulture) : "")));
        return $"{attribute}public enum K {(Chance(4) ? ": sbyte " : "")}{{ {members} }}\n";
    }

    private string Neighbour() => random.Next(10) switch
    {
        0 => $"public class {Names.Code(Names.Next(random))} {{ }}\n",
        1 => $"public static class {Names.Code(Names.Next(random))} {{ public static int Fit => 1; }}\n",
        2 => $"namespace {Names.Code(Names.Next(random))} {{ public class C {{ }} }}\n",
        3 or 4 or 5 => new RandomPart(random).Draw() + "\n",
        _ => "",
    };

    private string Nested(string type)
    {
        for (int depth = random.Next(6) - 3; depth > 0; depth--)
        {
            string kind = random.Next(4) switch { 0 => "struct", 1 => "record", 2 => "interface", _ => "class" };
            string name = Names.Code(Names.Next(random));
            string partial = Chance(10) ? "" : "partial ";
            string other = kind == "interface" || Chance(3) ? "" : $"public static int {Names.Code(Names.Next(random))} => 1; ";
            type = $"public {partial}{kind} {name} {{ {other}{type} }}";
        }

        return type;
    }

    private string Any(string[] choices) => choices[random.Next(choices.Length)];

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;
}
