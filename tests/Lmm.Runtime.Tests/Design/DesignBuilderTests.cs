using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

public class DesignBuilderTests
{
    private static CompleteCases Frame()
    {
        CompleteCasesBuilder builder = new("ExpressionModel", "values ~ week * genotype + (week | probesets)");
        NumericColumnBuilder values = builder.Numeric("values");
        NumericColumnBuilder week = builder.Numeric("week");
        DeclaredFactorBuilder genotype = builder.Factor("genotype", "WT", "CSB", "XPA");
        KeyedFactorBuilder<string> probesets = builder.Factor<string>("probesets");
        for (int i = 0; i < 12; i++)
        {
            values.Add(i * i);
            week.Add(1 + (i % 5));
            genotype.Add(i % 3);
            probesets.Add("ps" + (9 - (i / 4)));
        }

        return builder.Build();
    }

    [Fact]
    public void Interaction_columns_are_products_with_the_first_part_fastest()
    {
        CompleteCases frame = Frame();
        NumericColumn week = frame.Numeric("week");
        CodedFactor genotype = frame.Factor("genotype").Contrasts(ContrastCoding.Treatment);
        DesignBuilder builder = new(frame);
        builder.Response(frame.Numeric("values"));
        builder.Intercept();
        builder.Term("week", week);
        builder.Term("genotype", genotype);
        builder.Term("week:genotype", week, genotype);
        builder.Random(frame.Factor("probesets"), CovarianceStructure.Unstructured).Intercept().Term("week", week);
        ModelDesign design = builder.Build();

        Assert.Equal(
            ["(Intercept)", "week", "genotypeCSB", "genotypeXPA", "week:genotypeCSB", "week:genotypeXPA"],
            design.FixedEffects.ColumnNames);
        Assert.Equal([0, 1, 2, 2, 3, 3], design.FixedEffects.TermIndices);
        Assert.Equal(["(Intercept)", "week", "genotype", "week:genotype"], design.FixedEffects.TermLabels);
        Assert.Equal([0, 2, 0, 0, 5, 0, 0, 3, 0, 0, 1, 0], design.FixedEffects.Columns[4]);
        Assert.Equal(["(Intercept)", "week"], design.RandomTerms[0].Matrix.ColumnNames);
        Assert.Equal(["ps7", "ps8", "ps9"], design.RandomTerms[0].Grouping.Levels);
        Assert.Equal([2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0], design.RandomTerms[0].Grouping.Codes);
        Assert.Null(design.Weights);
        Assert.Null(design.Offset);
    }

    [Fact]
    public void Offsets_add_up_and_the_response_stays_as_observed()
    {
        CompleteCases frame = Frame();
        DesignBuilder builder = new(frame);
        builder.Response(frame.Numeric("values"));
        builder.Offset(frame.Numeric("week"));
        builder.Offset(frame.Compute("2", _ => 2));
        ModelDesign design = builder.Build();

        Assert.Equal([3, 4, 5, 6, 7, 3, 4, 5, 6, 7, 3, 4], design.Offset!);
        Assert.Same(frame.Numeric("values"), design.Response);
        Assert.Equal(0, design.FixedEffects.ColumnCount);
    }

    [Fact]
    public void A_column_of_another_frame_is_an_internal_error()
    {
        CompleteCases frame = Frame();
        NumericColumn stranger = new("stranger", [1, 2, 3]);
        DesignBuilder builder = new(frame);

        Assert.Throws<ArgumentException>(() => builder.Response(stranger));
        Assert.Throws<ArgumentException>(() => builder.Term("stranger", stranger));
        Assert.Throws<ArgumentException>(() => builder.Term("nothing"));
        Assert.Throws<ArgumentException>(() => builder.Random(new FactorColumn("g", [0, 1], ["a", "b"]), CovarianceStructure.Unstructured));
    }

    [Fact]
    public void A_design_without_a_response_is_an_internal_error()
        => Assert.Throws<InvalidOperationException>(() => new DesignBuilder(Frame()).Build());
}
