namespace Lmm.Plots.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Id">By which the page links to it.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Body">What is below it, as HTML.</param>
internal sealed record ReportSection(string Id, string Heading, string Body);
