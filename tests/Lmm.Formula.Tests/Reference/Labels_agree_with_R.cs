using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Reference;

/// <summary>Source: R 4.2.2, tests/reference/formula-labels.R.</summary>
public class Labels_agree_with_R
{
    private static readonly LabelReference[] References = ReferenceFile.Read<LabelReference>("formula-labels.json");

    public static TheoryData<string> Written => new(References.Select(reference => reference.Written));

    [Theory]
    [MemberData(nameof(Written))]
    public void A_variable_is_printed_as_R_prints_it(string written)
    {
        string expected = References.First(reference => reference.Written == written).Label;
        ExpandedTerm term = Assert.Single(FormulaExpander.Expand(FormulaParser.Parse("y ~ " + written)).FixedEffects.Terms);

        Assert.Equal(expected, term.Label);
    }
}
