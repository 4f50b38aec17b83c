using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm.Tests.Results;

/// <summary>The formatting of numbers, names and tables against R 4.2.2 (tests/reference/printing-formats.R).</summary>
public class FormattingTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly FormattingReference Reference = JsonSerializer.Deserialize<FormattingReference>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Results", "Reference", "formatting.json")), Options)!;

    [Fact]
    public void Vectors_are_formatted_as_Rs_format_does()
        => Check(Reference.Formats, c => Assert.Equal(c.Expected, RealFormat.FormatAll(c.Values, c.Digits, c.Minimum)));

    [Fact]
    public void Numbers_are_rounded_to_decimals_as_Rs_round_does()
        => Check(Reference.Rounds, c => Assert.Equal(c.Expected, Rounding.ToDecimals(c.Value, c.Digits)));

    [Fact]
    public void Numbers_are_rounded_to_significant_digits_as_Rs_signif_does()
        => Check(Reference.Signifs, c =>
        {
            // R itself is some roundings off where powers of ten are not exact.
            double tolerance = Math.Abs(c.Value) is > 1e-15 and < 1e15 ? 0 : 1e-14;
            NumericAssert.Close(c.Expected, Rounding.ToSignificant(c.Value, c.Digits), tolerance);
        });

    [Fact]
    public void Numbers_are_written_in_general_format_as_Rs_formatC_does()
        => Check(Reference.Generals, c => Assert.Equal(c.Expected, CFormat.General(c.Value, c.Digits)));

    [Fact]
    public void Numbers_are_written_in_fixed_format_as_sprintf_does()
        => Check(Reference.Fixed, c => Assert.Equal(c.Expected, CFormat.Fixed(c.Value, c.Digits)));

    [Fact]
    public void Small_elements_are_rounded_away_as_Rs_zapsmall_does()
        => Check(Reference.Zaps, c => Assert.Equal(c.Expected, Rounding.ZapSmall(c.Values, c.Digits)));

    [Fact]
    public void P_values_are_formatted_as_Rs_format_pval_does()
        => Check(Reference.Pvalues, c => Assert.Equal(c.Expected, PValueFormat.FormatAll(c.Values, c.Digits)));

    [Fact]
    public void Names_are_abbreviated_as_Rs_abbreviate_does()
        => Check(Reference.Abbreviations, c => Assert.Equal(c.Expected, Abbreviation.Abbreviate(c.Names, c.Length)));

    [Fact]
    public void Coefficient_tables_are_printed_as_Rs_printCoefmat_does()
        => Check(Reference.Tables, c =>
        {
            ColumnKind[] kinds = [ColumnKind.Estimate, ColumnKind.StandardError, ColumnKind.Statistic, ColumnKind.PValue];
            TableColumn label = TableColumn.OfTexts("name", "", c.Names, ColumnKind.Label);
            ResultTable table = new([label, .. c.Columns.Select((values, j) => TableColumn.OfNumbers($"{j}", c.Headers[j], kinds[j], values))]) { Digits = c.Digits };
            Assert.Equal(c.Expected.Select(line => line.TrimEnd()), table.ToText().TrimEnd('\n').Split('\n'));
        });

    [Fact]
    public void Long_formulas_are_folded_as_Rs_deparse_folds_them()
        => Check(Reference.Formulas, c => Assert.Equal(c.Expected, FormulaText.Fold(c.Names[0])));

    [Fact]
    public void Quantiles_are_those_of_Rs_default()
        => Check(Reference.Quantiles, c => NumericAssert.Close(c.Expected, Quantiles.FiveNumbers(c.Values), 1e-15));

    private static void Check<T>(T[] cases, Action<T> check)
    {
        Assert.True(cases.Length >= 30);
        Assert.All(cases, check);
    }

    internal sealed record FormattingReference(
        VectorCase<string>[] Formats,
        ScalarCase<double>[] Rounds,
        ScalarCase<double>[] Signifs,
        ScalarCase<string>[] Generals,
        ScalarCase<string>[] Fixed,
        VectorCase<double>[] Zaps,
        VectorCase<string>[] Pvalues,
        NameCase[] Abbreviations,
        TableCase[] Tables,
        NameCase[] Formulas,
        VectorCase<double>[] Quantiles);

    internal sealed record VectorCase<T>(double[] Values, int Digits, int Minimum, T[] Expected);

    internal sealed record ScalarCase<T>(double Value, int Digits, T Expected);

    internal sealed record NameCase(string[] Names, int Length, string[] Expected);

    internal sealed record TableCase(string[] Names, string[] Headers, double[][] Columns, int Digits, string[] Expected);
}
