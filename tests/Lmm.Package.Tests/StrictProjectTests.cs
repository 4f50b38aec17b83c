namespace Lmm.Package.Tests;

/// <summary>A project that turns every analyzer on and every warning into an error has none from generated code.</summary>
public sealed class StrictProjectTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Strict =
        """
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <EnableNETAnalyzers>true</EnableNETAnalyzers>
        <AnalysisLevel>latest-all</AnalysisLevel>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
        <Features>strict</Features>
        <InvariantGlobalization>true</InvariantGlobalization>
        """;

    private const string Rows =
        """
        using System.Diagnostics.CodeAnalysis;
        using Lmm;

        namespace Study.@class;

        /// <summary>Levels with names of their own.</summary>
        internal enum Site
        {
            /// <summary>North.</summary>
            North,

            /// <summary>A keyword.</summary>
            @default,
        }

        /// <summary>A record with every kind of term.</summary>
        [Model("log(yield) ~ ns(rate, 3) * site + poly(dose, 2) + `a b` + offset(base) + (rate | batch / plot)", Weights = "area", Name = "Everything")]
        [Model("yield ~ rate + site", Name = "Line")]
        internal sealed record Harvest(
            double Yield, float? Rate, decimal Dose, Site Site, string Batch, [property: Factor] int Plot, [property: Variable("a b")] bool Treated, double Base, double Area);

        /// <summary>A structure with fields of odd names, nested in a class.</summary>
        internal static partial class Outer
        {
            [Model("value ~ event + (1 || group) + (0 + event | day)")]
            [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Rows are not compared.")]
            internal readonly struct Reading(double value, double @event, System.Guid group, System.DateOnly day)
            {
                public double Value { get; } = value;
                public double @event { get; } = @event;
                public System.Guid Group { get; } = group;
                public System.DateOnly Day { get; } = day;
            }
        }
        """;

    private const string Program =
        """
        System.Console.WriteLine($"{Study.@class.Everything.Formula.Length > 0} {Study.@class.Line.Formula.Length > 0}");
        """;

    // What is wrong with it is told at that level only: rules that are off by default.
    private const string Careless =
        """
        namespace Study;

        /// <summary>Code of the user's own, with something for rules that are off by default.</summary>
        public static class Careless
        {
            /// <summary>Does not look whether there is a text (CA1062), in a program whose types nobody else sees (CA1515).</summary>
            public static int Length(string text) => text.Length;

            /// <summary>Goes on wherever it was (CA2007).</summary>
            public static async System.Threading.Tasks.Task Wait(System.Threading.Tasks.Task task) => await task;
        }
        """;

    [Fact]
    public async Task Odd_declarations_build_without_a_warning_under_all_analyzers()
    {
        using Consumer consumer = Consumer.OfPackage(package, Strict).With("Rows.cs", Rows).With("Program.cs", Program);
        (int exitCode, string output) = await consumer.Build();

        Assert.True(exitCode == 0 && !output.Contains("warning", StringComparison.Ordinal), output);
    }

    [Theory]
    [InlineData(Strict, 1)]
    [InlineData("", 0)]
    public async Task The_same_project_is_told_what_only_that_level_finds_in_code_of_its_own(string properties, int exitCode)
    {
        using Consumer consumer = Consumer.OfPackage(package, properties).With("Rows.cs", Rows).With("Program.cs", Program).With("Careless.cs", Careless);
        (int code, string output) = await consumer.Build();

        Assert.True(exitCode == code, output);
        Assert.All(["CA1062", "CA1515", "CA2007"], rule => Assert.Equal(exitCode == 1, output.Contains("Careless.cs(", StringComparison.Ordinal) && output.Contains($"error {rule}", StringComparison.Ordinal)));
        Assert.DoesNotContain(".g.cs(", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Rows.cs(", output, StringComparison.Ordinal);
    }
}
