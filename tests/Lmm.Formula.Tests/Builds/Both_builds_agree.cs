using System.Reflection;
using System.Runtime.Versioning;
using FsCheck;
using FsCheck.Fluent;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;
using Lmm.Formula.Tests.Diagnostics;
using Lmm.Formula.Tests.Syntax;

namespace Lmm.Formula.Tests.Builds;

/// <summary>The build that compilers load and the build that runs with the library make the same of every formula, whatever library reads their grammar.</summary>
public class Both_builds_agree
{
    private const int SmallStack = 256 * 1024;

    private static readonly FormulaBuild Compilers = FormulaBuild.OfCompilers(Describe);
    private static readonly FormulaBuild Programs = FormulaBuild.OfPrograms(Describe);

    // 20,000 in all; a fixed seed, so that a failure is everybody's failure.
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(60).WithReplay(20_261_126, 1);

    public static string Describe(string formula) => FormulaDump.Of(formula, Trial.Variables);

    [Fact]
    public void They_are_two_builds_with_two_libraries()
    {
        Assert.Equal((".NETStandard,Version=v2.0", "Sprache"), Kind(Compilers));
        Assert.Equal((".NETCoreApp,Version=v10.0", "Pidgin"), Kind(Programs));
    }

    [Fact]
    public void On_any_string() => Check(FormulaGenerators.Anything);

    [Fact]
    public void On_any_jumble_of_pieces() => Check(FormulaGenerators.Jumbles);

    [Fact]
    public void On_any_damaged_formula() => Check(FormulaGenerators.Damaged);

    [Fact]
    public void On_any_valid_tree() => Check(FormulaGenerators.Trees.Select(tree => "rt ~ " + Deparser.Deparse(tree)));

    [Fact]
    public void On_every_text_of_every_test()
    {
        string[] texts = [.. typeof(Both_builds_agree).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .SelectMany(attribute => (IReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments.Single().Value!)
            .Select(argument => argument.Value)
            .OfType<string>()
            .Select(text => Marked.Read(text).Text)
            .Distinct()];

        Assert.InRange(texts.Length, 500, int.MaxValue);
        Assert.All(texts, Agree);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("log(", ")")]
    [InlineData("-", "")]
    [InlineData("age^", "")]
    [InlineData("I(-", ")")]
    [InlineData("(1 + ", ")")]
    public void On_the_deepest_nesting_in_a_small_stack(string open, string close)
    {
        int depth = FormulaLimits.Depth / open.Count(character => "(-^".Contains(character, StringComparison.Ordinal));
        string formula = "rt ~ " + string.Concat(Enumerable.Repeat(open, depth)) + "age" + string.Concat(Enumerable.Repeat(close, depth));
        string compilers = "";
        string programs = "";
        var thread = new Thread(() => (compilers, programs) = (Compilers.Describe(formula), Programs.Describe(formula)), SmallStack);
        thread.Start();
        thread.Join();

        Assert.DoesNotContain(FormulaRules.TooLarge.Id, compilers, StringComparison.Ordinal);
        Assert.Equal(compilers, programs);
    }

    private static void Check(Gen<string> texts) => Prop.ForAll(texts.ToArbitrary(), Agree).Check(Config);

    private static void Agree(string formula) => Assert.Equal(Compilers.Describe(formula), Programs.Describe(formula));

    private static (string Framework, string Library) Kind(FormulaBuild build)
    {
        string[] references = [.. build.Language.GetReferencedAssemblies().Select(reference => reference.Name!)];
        return (build.Language.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName, Assert.Single(references, reference => reference is "Pidgin" or "Sprache"));
    }
}
