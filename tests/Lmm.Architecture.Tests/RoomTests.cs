using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Tests.Architecture;

/// <summary>The rooms of the runtime and the arrows between them.</summary>
public class RoomTests
{
    private static readonly string[] RoomsOfRows = ["Variables", "Columns", "Frame", "Reading", "Design"];

    private static readonly RuntimeSources Sources = RuntimeSources.Instance;

    [Fact]
    public void The_sources_are_compiled_here_as_they_are_in_the_project()
        => Assert.Equal("", string.Join('\n', Sources.Compilation.GetDiagnostics().Where(static fault => fault.Severity == DiagnosticSeverity.Error).Select(static fault => fault.ToString())));

    [Fact]
    public void A_room_sees_only_the_rooms_that_the_table_allows()
    {
        IReadOnlyDictionary<string, string[]> allowed = ArrowTable.Read();
        List<string> strangers = [];
        foreach (SyntaxTree file in Sources.Files)
        {
            string room = Sources.Room(file.FilePath);
            string[] visible = allowed.GetValueOrDefault(room) ?? [];
            strangers.AddRange(Sources.Uses(file).Where(use => !visible.Contains(use.Room))
                .Select(use => $"{room}/{Path.GetFileName(file.FilePath)} sees {use.Type} of {use.Room}"));
        }

        Assert.Empty(strangers);
    }

    [Fact]
    public void The_table_allows_no_arrow_that_nobody_needs()
    {
        ILookup<string, string> used = Sources.Files.SelectMany(file => Sources.Uses(file).Select(use => (From: Sources.Room(file.FilePath), use.Room)))
            .ToLookup(static arrow => arrow.From, static arrow => arrow.Room);
        Assert.Empty(ArrowTable.Read().SelectMany(line => line.Value.Where(to => !used[line.Key].Contains(to)).Select(to => $"{line.Key} -> {to}")));
    }

    [Fact]
    public void Rooms_stand_in_an_order_in_which_each_sees_only_those_before_it()
    {
        HashSet<string> before = [];
        foreach ((string room, string[] seen) in ArrowTable.Read())
        {
            Assert.All(seen, other => Assert.True(before.Contains(other), $"{room} sees {other}, which stands after it"));
            before.Add(room);
        }
    }

    [Fact]
    public void Every_folder_with_sources_is_a_room_of_the_table()
        => Assert.Equal(
            Sources.Files.Select(file => Sources.Room(file.FilePath)).Distinct().Order(StringComparer.Ordinal),
            ArrowTable.Read().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_solver_sees_no_rows()
        => Assert.All(ArrowTable.Read().Where(static line => line.Key.StartsWith("Solver", StringComparison.Ordinal)), line => Assert.Empty(line.Value.Intersect(RoomsOfRows)));

    [Fact]
    public void Namespaces_of_internal_types_follow_their_folders_and_public_types_are_in_Lmm()
    {
        List<string> strangers = [];
        foreach (SyntaxTree file in Sources.Files)
        {
            foreach (INamedTypeSymbol type in Sources.TypesOf(file))
            {
                string expected = type.DeclaredAccessibility == Accessibility.Public ? "Lmm" : "Lmm." + Sources.Room(file.FilePath).Replace('/', '.');
                string actual = type.ContainingNamespace.ToDisplayString();
                strangers.AddRange(actual == expected ? [] : [$"{type.Name} is in {actual}, not in {expected}"]);
            }
        }

        Assert.Empty(strangers);
    }

    [Fact]
    public void Public_records_can_grow()
    {
        IEnumerable<string> positional = Sources.Files
            .SelectMany(static file => file.GetRoot().DescendantNodes().OfType<RecordDeclarationSyntax>())
            .Where(record => record.ParameterList is not null && Sources.Compilation.GetSemanticModel(record.SyntaxTree).GetDeclaredSymbol(record)!.DeclaredAccessibility == Accessibility.Public)
            .Select(static record => record.Identifier.Text);
        Assert.Empty(positional);
    }

    [Fact]
    public void No_room_on_the_stack_has_a_size_that_comes_from_data()
    {
        IEnumerable<string> sized = Sources.Files
            .SelectMany(static file => file.GetRoot().DescendantNodes().OfType<StackAllocArrayCreationExpressionSyntax>())
            .Where(static allocation => allocation.Type is ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [not null] }] })
            .Where(allocation => !Sources.Compilation.GetSemanticModel(allocation.SyntaxTree)
                .GetConstantValue(((ArrayTypeSyntax)allocation.Type).RankSpecifiers[0].Sizes[0]).HasValue)
            .Select(static allocation => $"{Path.GetFileName(allocation.SyntaxTree.FilePath)}: {allocation}");
        Assert.Empty(sized);
    }

    [Fact]
    public void What_a_covariance_structure_is_is_asked_of_no_type_outside_its_room()
    {
        IEnumerable<string> asked = Sources.Files
            .Where(static file => !Sources.Room(file.FilePath).StartsWith("Covariance", StringComparison.Ordinal))
            .SelectMany(file => Sources.Uses(file).Where(static use => use.Type is "DiagonalCovariance" or "UnstructuredCovariance").Select(use => $"{Path.GetFileName(file.FilePath)} names {use.Type}"));
        Assert.Empty(asked);
    }
}
