using Lmm.CodeFixes.Fixes;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Lmm.Tests.Shared;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.CodeFixes.Tests;

/// <summary>What rules carry, what is fixed and what the pages tell of fixes are the same.</summary>
public class TableTests
{
    private static readonly FormulaFixProvider Fix = new();

    public static TheoryData<string> FormulaIds => new(FormulaRules.All.Select(rule => rule.Id));

    [Fact]
    public void No_rule_of_formulas_has_two_fixes() => Assert.Distinct(Fix.FixableDiagnosticIds);

    [Theory]
    [MemberData(nameof(FormulaIds))]
    public void A_rule_has_a_fix_exactly_if_its_faults_carry_changes(string id)
    {
        IEnumerable<string> models = DiagnosticPage.Of(id).Wrong.Select((wrong, number) => $"[Model<Row>({Arguments(wrong.Formula)})] public partial class M{number};\n");
        Study study = Study.SwitchedOn([id], StudyProject.PageRows + string.Concat(models));
        Assert.Equal(Fix.FixableDiagnosticIds.Contains(id), study.CurableIds.Contains(id));
        Assert.All(study.CurableIds, curable => Assert.NotEmpty(study.Titles(Fix, curable)));
    }

    [Fact]
    public void Pages_tell_of_a_fix_exactly_where_there_is_one()
    {
        IEnumerable<string> @fixed = typeof(FormulaFixProvider).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds);
        Assert.Equal(
            Descriptors.All.Select(descriptor => descriptor.Id).Where(DiagnosticPage.TellsOfFix),
            @fixed.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Arguments(string example)
    {
        string[] parts = example.Split(" [weights: ");
        string formula = SymbolDisplay.FormatLiteral(parts[0], quote: true);
        return parts.Length > 1 ? $"{formula}, Weights = {SymbolDisplay.FormatLiteral(parts[1].TrimEnd(']'), quote: true)}" : formula;
    }
}
