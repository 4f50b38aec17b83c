using Lmm.Formula.Diagnostics;
using Lmm.Generators.Analyzers;
using Lmm.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Lmm.CodeFixes.Tests;

/// <summary>A project of some files, as an editor has it open.</summary>
internal sealed class Study
{
    private readonly Solution _solution;

    private Study(Solution solution) => _solution = solution;

    public static Study Of(params string[] sources) => SwitchedOn([], sources);

    /// <summary>A study with rules switched on that are off by default.</summary>
    public static Study SwitchedOn(string[] ids, params string[] sources)
    {
        var workspace = new AdhocWorkspace();
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Study",
            "Study",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions(ids.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Info))),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: StudyProject.References));
        solution = solution.AddDocument(DocumentId.CreateNewId(id), "Usings.cs", StudyProject.Usings);
        for (int i = 0; i < sources.Length; i++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"File{i}.cs", SourceText.From(sources[i]), filePath: $"/File{i}.cs");
        }

        return new Study(solution);
    }

    private Project Project => _solution.Projects.Single();

    /// <summary>The text of the files, but for the first, which holds usings.</summary>
    public IReadOnlyList<string> Texts => [.. Project.Documents.Skip(1).Select(document => document.GetTextAsync().GetAwaiter().GetResult().ToString())];

    /// <summary>The text of the only file.</summary>
    public string Text => Assert.Single(Texts);

    /// <summary>What the analyzers say, by id.</summary>
    public IReadOnlyList<string> Ids => [.. Diagnostics().Select(diagnostic => diagnostic.Id)];

    /// <summary>The ids of those that carry a change of the formula.</summary>
    public IReadOnlyList<string> CurableIds
        => [.. Diagnostics().Where(diagnostic => diagnostic.Properties.ContainsKey(FormulaDiagnostic.EditProperty(1))).Select(diagnostic => diagnostic.Id).Distinct()];

    /// <summary>What the compiler says against the sources, without what is generated.</summary>
    public IReadOnlyList<string> CompilerErrors =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];

    private Compilation Compilation => Project.GetCompilationAsync().GetAwaiter().GetResult()!;

    /// <summary>The titles of all actions that a fix offers for a rule, in the order of the text.</summary>
    public IReadOnlyList<string> Titles(CodeFixProvider fix, string id)
        => [.. Actions(fix, id).Select(action => action.Title)];

    /// <summary>The keys of all actions that a fix offers for a rule, in the order of the text.</summary>
    public IReadOnlyList<string> Keys(CodeFixProvider fix, string id)
        => [.. Actions(fix, id).Select(action => action.EquivalenceKey!)];

    /// <summary>The study after an action for the first fault of a rule.</summary>
    public Study Fix(CodeFixProvider fix, string id, int action = 0)
    {
        Diagnostic first = Diagnostics().First(diagnostic => diagnostic.Id == id);
        return After(Actions(fix, first)[action]);
    }

    /// <summary>The study after the same action for all faults of the fix's rules.</summary>
    public Study FixAll(CodeFixProvider fix, string id, FixAllScope scope = FixAllScope.Document, int action = 0)
    {
        Diagnostic[] diagnostics = [.. Diagnostics().Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id))];
        Diagnostic first = diagnostics.First(diagnostic => diagnostic.Id == id);
        CodeAction chosen = Actions(fix, first)[action];
        var context = new FixAllContext(DocumentOf(first), fix, scope, chosen.EquivalenceKey!, fix.FixableDiagnosticIds, new Provider(_solution, diagnostics), default);
        CodeAction? all = fix.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult();
        return After(all ?? throw new InvalidOperationException("There is no fix for all."));
    }

    /// <summary>The actions that a refactoring offers at the first place of a text.</summary>
    public IReadOnlyList<CodeAction> Refactorings(CodeRefactoringProvider refactoring, string place)
    {
        Document document = Project.Documents.Last();
        int start = document.GetTextAsync().GetAwaiter().GetResult().ToString().IndexOf(place, StringComparison.Ordinal);
        var actions = new List<CodeAction>();
        var context = new CodeRefactoringContext(document, new TextSpan(start, 0), actions.Add, default);
        refactoring.ComputeRefactoringsAsync(context).GetAwaiter().GetResult();
        return actions;
    }

    /// <summary>The study after an action.</summary>
    public static Study After(CodeAction action)
        => new(action.GetOperationsAsync(default).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single().ChangedSolution);

    private IEnumerable<CodeAction> Actions(CodeFixProvider fix, string id)
        => Diagnostics().Where(diagnostic => diagnostic.Id == id).SelectMany(diagnostic => Actions(fix, diagnostic));

    private List<CodeAction> Actions(CodeFixProvider fix, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(DocumentOf(diagnostic), diagnostic, (action, _) => actions.Add(action), default);
        fix.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return actions;
    }

    private Document DocumentOf(Diagnostic diagnostic) => _solution.GetDocument(diagnostic.Location.SourceTree)!;

    private Diagnostic[] Diagnostics()
        => [.. Compilation
            .WithAnalyzers([new ModelAnalyzer(), new MemberAnalyzer()], new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];

    private sealed class Provider(Solution solution, IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(diagnostics.Where(diagnostic => solution.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
