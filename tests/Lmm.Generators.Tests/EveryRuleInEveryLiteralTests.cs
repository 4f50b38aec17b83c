using System.Collections.Immutable;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Lmm.Generators.Declarations;
using Lmm.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lmm.Generators.Tests;

/// <summary>
/// The analyzer marks what the binder finds: the first wrong formula on the page of each rule, written as each kind of
/// literal.
/// </summary>
public class EveryRuleInEveryLiteralTests
{
    // The faults of weights are not in a formula's literal.
    public static TheoryData<string> Ids => new(FormulaRules.All
        .Where(rule => rule != FormulaRules.UnknownWeights && rule != FormulaRules.WeightsNotNumeric)
        .Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_faults_of_a_page_are_marked_at_their_characters(string id)
    {
        string formula = DiagnosticPage.Of(id).Wrong[0].Formula;
        (string Kind, WrittenLiteral Literal)[] written = [.. WrittenLiteral.Kinds.Select(kind => (kind.Key, kind.Value(formula)))];
        string[] heads = [.. written.Select((one, number) => $"[Model<Row>({one.Literal.Source})] public partial class M{number};\n")];
        CSharpCompilation compilation = GeneratorRun.CompilationOf([StudyProject.PageRows, .. heads]);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(FormulaRules.NoRandomSlope.Id, Only(id, FormulaRules.NoRandomSlope))]));
        Assert.Empty(compilation.GetParseDiagnostics());

        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        BoundFormula bound = ModelBinder.Bind(formula, RowReader.Read(compilation.GetTypeByMetadataName("Row")!, compilation).Row.Variables, withRemarks: id == FormulaRules.NoRandomSlope.Id);
        Assert.Contains(bound.Diagnostics, fault => fault.Rule.Id == id);
        for (int i = 0; i < written.Length; i++)
        {
            SyntaxTree file = compilation.SyntaxTrees[i + 2];
            int start = heads[i].IndexOf(written[i].Literal.Source, StringComparison.Ordinal);
            Assert.Equal(
                bound.Diagnostics.Select(fault => $"{written[i].Kind}: {fault.Rule.Id} {written[i].Literal.Marked(fault.Span.Start, fault.Span.Length)}").Order(StringComparer.Ordinal),
                found.Where(fault => fault.Location.SourceTree == file)
                    .Select(fault => $"{written[i].Kind}: {fault.Id} {fault.Location.SourceSpan.Start - start}..{fault.Location.SourceSpan.End - start}")
                    .Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("x + ", 250_000)]
    public async Task Hostile_formulas_are_one_error_of_the_analyzer(string piece, int count)
    {
        CSharpCompilation compilation = GeneratorRun.CompilationOf(StudyProject.PageRows, $"[Model<Row>(\"rt ~ {string.Concat(Enumerable.Repeat(piece, count))}age\")] public partial class M;");

        Diagnostic fault = Assert.Single(await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync());

        Assert.Equal(FormulaRules.TooLarge.Id, fault.Id);
        Assert.Empty(CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(compilation).GetRunResult().GeneratedTrees);
    }

    private static ReportDiagnostic Only(string id, FormulaRule rule) => id == rule.Id ? ReportDiagnostic.Info : ReportDiagnostic.Suppress;
}
