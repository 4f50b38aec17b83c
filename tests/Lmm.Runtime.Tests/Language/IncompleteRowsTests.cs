using System.Globalization;
using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

/// <summary>Formulas over data with missing values, against R's <c>model.frame</c> and <c>model.matrix</c>: tests/reference/language.R.</summary>
public class IncompleteRowsTests
{
    // R 4.2.2, sums to ten digits; they may cancel.
    private const double RelativeTolerance = 1e-9;

    private static readonly ModelFrame Data = ModelFrame.FromCsv(References.PathOf("language.csv"));
    private static readonly string[] Written = References.Lines("language.txt");
    private static readonly string[] Drawn = References.Lines("language-random.txt");

    public static TheoryData<string> WrittenCases() => [.. Written];

    [Theory]
    [MemberData(nameof(WrittenCases))]
    public void Columns_are_those_of_model_matrix(string line) => AssertMatrix(line);

    [Fact]
    public void Formulas_drawn_at_random_have_the_columns_of_model_matrix()
    {
        Assert.Equal(5000, Drawn.Length);
        Assert.All(Drawn, AssertMatrix);
    }

    [Fact]
    public void Generated_designs_of_incomplete_rows_have_the_bits_of_interpreted_ones()
    {
        MatrixRow[] rows = [.. MatrixRow.Read("model-matrix.csv").Select((row, index) => row with
        {
            Z = index % 7 == 2 ? double.NaN : row.Z,
            F2 = index % 11 == 3 ? null! : row.F2,
            G = index == 12 ? null! : row.G,
        })];
        AssertSame(DotModel.BuildDesign(rows), DotModel.Formula, rows);
        AssertSame(PolynomialModel.BuildDesign(rows), PolynomialModel.Formula, rows);
        AssertSame(SplineModel.BuildDesign(rows), SplineModel.Formula, rows);
        AssertSame(RemainderModel.BuildDesign(rows), RemainderModel.Formula, rows);
        AssertSame(TruthModel.BuildDesign(rows), TruthModel.Formula, rows);
        AssertSame(ComparedModel.BuildDesign(rows), ComparedModel.Formula, rows);
        AssertSame(ComputedGroupsModel.BuildDesign(rows), ComputedGroupsModel.Formula, rows);
        AssertSame(ComputedModel.BuildDesign(rows), ComputedModel.Formula, rows);
        AssertSame(RandomModel.BuildDesign(rows), RandomModel.Formula, rows);
        Assert.NotEqual(0, DotModel.BuildDesign(rows).Rows.DroppedRowCount);
    }

    private static void AssertSame(ModelDesign generated, string formula, MatrixRow[] rows)
    {
        ModelFrame frame = ModelFrame.From(rows);
        ModelDesign interpreted = DesignInterpreter.Build(ModelBinder.Bind(formula, frame.Declarations).Spec!, frame, "M");
        Assert.Equal(interpreted.Rows.InputRows, generated.Rows.InputRows);
        Assert.Equal(interpreted.FixedEffects.ColumnNames, generated.FixedEffects.ColumnNames);
        Assert.Equal(interpreted.FixedEffects.Columns, generated.FixedEffects.Columns);
        Assert.Equal(interpreted.RandomTerms.Select(term => term.Matrix.Columns), generated.RandomTerms.Select(term => term.Matrix.Columns));
    }

    private static void AssertMatrix(string line)
    {
        string[] parts = line.Split('\t');
        BoundFormula bound = ModelBinder.Bind(parts[0], Data.Declarations);
        Assert.True(bound.Spec is not null, $"{parts[0]}: {string.Join("; ", bound.Diagnostics.Select(diagnostic => diagnostic.ToString()))}");
        ModelDesign design = DesignInterpreter.Build(bound.Spec, Data, "M");
        Assert.True(parts[2] == string.Join('|', design.FixedEffects.ColumnNames), $"{parts[0]}: {parts[2]}, but here {string.Join('|', design.FixedEffects.ColumnNames)}");
        Assert.Equal(int.Parse(parts[1], CultureInfo.InvariantCulture), design.Rows.RowCount);

        // The rows weighted by the roots of their numbers, so that no row can stand for another.
        double[] expected = [.. parts[3].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        for (int column = 0; column < expected.Length; column++)
        {
            double[] products = [.. design.FixedEffects.Columns[column].Select((value, row) => value * Math.Sqrt(design.Rows.InputRowNumber(row)))];
            Assert.True(
                Math.Abs(expected[column] - products.Sum()) <= RelativeTolerance * Math.Max(1, products.Sum(Math.Abs)),
                FormattableString.Invariant($"{parts[0]}, {design.FixedEffects.ColumnNames[column]}: expected {expected[column]:R}, got {products.Sum():R}"));
        }
    }
}
