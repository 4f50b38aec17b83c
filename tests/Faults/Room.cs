namespace Lmm.Faults;

/// <summary>A part of the code and the tests that hold it.</summary>
/// <param name="Name">Its name: that of its list.</param>
/// <param name="Steps">The tests to run, the nearest first; the next ones run where these pass.</param>
internal sealed record Room(string Name, IReadOnlyList<TestStep> Steps);

/// <summary>Some tests of one project.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Names">What the tests' full names contain, one of these; empty for all tests.</param>
internal sealed record TestStep(string Project, IReadOnlyList<string> Names)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Project} {string.Join(',', Names)}";

    /// <summary>Reads <c>Project Name,Name</c>.</summary>
    public static TestStep Parse(string text)
    {
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new TestStep(parts[0], parts.Length > 1 ? parts[1].Split(',') : []);
    }
}
