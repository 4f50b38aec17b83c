namespace Lmm.Generators.Tests;

/// <summary>The examples of the documentation compile, and print what the pages show.</summary>
public class DocumentedCodeTests
{
    [Theory]
    [InlineData("api.md")]
    [InlineData("checking.md")]
    [InlineData("saving.md")]
    public void Every_example_prints_what_its_page_shows(string page)
    {
        DocumentedCode examples = DocumentedCode.Of(page);
        Assert.NotEmpty(examples.Types);
        Assert.Contains(examples.Steps, step => step.Output != "");
        IReadOnlyList<string> printed = examples.Run();
        Assert.Equal(examples.Steps.Select(step => step.Output.TrimEnd()), printed.Select(text => text.TrimEnd()));
    }
}
