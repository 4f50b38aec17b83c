using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Tests.Diagnostics;

public class Faults_are_marked_exactly
{
    [Theory]
    [InlineData("rt ~ «(»age + genotype", "LMM001")]
    [InlineData("rt ~ «(»«(»age + genotype", "LMM001 LMM001")]
    [InlineData("rt ~ log«(»age + days", "LMM001")]
    [InlineData("log«(»rt ~ age", "LMM001")]
    [InlineData("rt ~ age«)» + genotype", "LMM002")]
    [InlineData("rt ~ age«)»«)»", "LMM002 LMM002")]
    [InlineData("rt ~ age + «*» genotype", "LMM003")]
    [InlineData("rt ~ age «+»", "LMM003")]
    [InlineData("rt ~ age «+»   ", "LMM003")]
    [InlineData("rt ~ «:»age", "LMM003")]
    [InlineData("rt ~ age«^»", "LMM003")]
    [InlineData("rt ~ «%in%» age", "LMM003")]
    [InlineData("rt ~ «-»", "LMM003")]
    [InlineData("rt ~ age + «()»", "LMM003")]
    [InlineData("rt ~ age + «``»", "LMM003")]
    [InlineData("rt ~ log(age«,»)", "LMM003")]
    [InlineData("rt ~ log«(», age)", "LMM003")]
    [InlineData("rt ~ (1 | subject«:»)", "LMM003")]
    [InlineData("rt ~ age «genotype»", "LMM004")]
    [InlineData("rt ~ age «(1 | subject)»", "LMM004")]
    [InlineData("rt ~ age«(1 | subject)»", "LMM004")]
    [InlineData("rt ~ I(age «days»)", "LMM004")]
    [InlineData("«rt + age»", "LMM005")]
    [InlineData("  «rt»  ", "LMM005")]
    [InlineData(" « »", "LMM005")]
    [InlineData("rt ~ age «~» genotype", "LMM006")]
    [InlineData("rt ~ «~» genotype", "LMM006")]
    [InlineData("rt ~ (age «~» genotype)", "LMM006")]
    [InlineData("(rt «~» genotype)", "LMM006")]
    [InlineData("«~» age", "LMM007")]
    [InlineData("rt «~»", "LMM008")]
    [InlineData("rt ~ age «$» genotype", "LMM009")]
    [InlineData("rt ~ age «&&»", "LMM009")]
    [InlineData("rt ~ «?» + age", "LMM009")]
    [InlineData("rt ~ age «%o%» days", "LMM009")]
    [InlineData("rt ~ age«,» days", "LMM009")]
    [InlineData("rt ~ age «\U0001F600» days", "LMM009")]
    [InlineData("rt «==» age", "LMM009")]
    [InlineData("rt ~ age + 1 «|» subject", "LMM010")]
    [InlineData("rt ~ age + 1 «||» subject", "LMM010")]
    [InlineData("rt ~ (1 | subject «|» item)", "LMM011")]
    [InlineData("rt ~ age «|» subject «|» item", "LMM010 LMM011")]
    [InlineData("rt ~ («|» subject)", "LMM012")]
    [InlineData("rt ~ (age «|» )", "LMM012")]
    [InlineData("rt ~ («0» | subject)", "LMM012")]
    [InlineData("rt ~ age + «`»subject", "LMM013")]
    [InlineData("rt ~ «2age» + genotype", "LMM014")]
    [InlineData("rt ~ «1.2.3»", "LMM014")]
    [InlineData("rt ~ «1e999»", "LMM014")]
    [InlineData("rt ~ «0x1F»", "LMM014")]
    [InlineData("rt ~ «2» * age", "LMM016")]
    [InlineData("rt ~ age + «\"genotype\"»", "LMM016")]
    [InlineData("rt ~ (age + days)^«1.5»", "LMM017")]
    [InlineData("rt ~ age^«days»", "LMM017")]
    [InlineData("rt ~ age + «age^2»", "LMM018")]
    [InlineData("rt ~ age * «(1 | subject)»", "LMM019")]
    [InlineData("rt ~ ((age + «(1 | item)») | subject)", "LMM019")]
    [InlineData("rt ~ (1 | «subject + item»)", "LMM020")]
    [InlineData("rt ~ (1 | subject/«factor(item)»)", "LMM020")]
    [InlineData("rt ~ (1 | «subject:subject»)", "LMM020")]
    [InlineData("rt ~ (1 | «subject:Subject»)", "LMM020")]
    [InlineData("rt ~ age - «offset(days)»", "LMM021")]
    [InlineData("rt ~ log(«offset(days)»)", "LMM021")]
    [InlineData("rt ~ age - «days»", "LMM022")]
    [InlineData("rt ~ «1:age»", "LMM023")]
    [InlineData("rt ~ age + «age:1»", "LMM023")]
    [InlineData("rt ~ «0»", "LMM024")]
    [InlineData("rt ~ «agee» + I(«dayz» + 1)", "LMM025 LMM025")]
    [InlineData("«nothing» ~ age", "LMM025")]
    [InlineData("rt ~ («agee» | subject) + offset(«agee»)", "LMM025 LMM025")]
    [InlineData("rt ~ «dose»", "LMM026")]
    [InlineData("rt ~ (1 | subject/«itm»)", "LMM027")]
    [InlineData("rt ~ «lgo»(age)", "LMM028")]
    [InlineData("rt ~ I(«sinus»(age))", "LMM028")]
    [InlineData("rt ~ «cut»(age, 2)", "LMM029")]
    [InlineData("rt ~ age + («.» | subject)", "LMM029")]
    [InlineData("rt ~ I(«poly»(age, 2))", "LMM029")]
    [InlineData("rt ~ log(«.»)", "LMM039")]
    [InlineData("rt ~ «poly(age)»", "LMM045")]
    [InlineData("rt ~ «poly()»", "LMM045")]
    [InlineData("rt ~ poly(«degree = 2», age)", "LMM045")]
    [InlineData("rt ~ poly(age, 2, «order = 3»)", "LMM045")]
    [InlineData("rt ~ poly(age, degree = 2, «degree = 3»)", "LMM045")]
    [InlineData("rt ~ center(age, «TRUE»)", "LMM045")]
    [InlineData("rt ~ bs(age, df = «4», knots = c(1, 2))", "LMM045")]
    [InlineData("rt ~ «relevel(genotype)»", "LMM045")]
    [InlineData("rt ~ «C(genotype)»", "LMM045")]
    [InlineData("rt ~ poly(age, «0»)", "LMM046")]
    [InlineData("rt ~ poly(age, «1.5»)", "LMM046")]
    [InlineData("rt ~ poly(age, «days»)", "LMM046")]
    [InlineData("rt ~ poly(age, 2, raw = «1»)", "LMM046")]
    [InlineData("rt ~ bs(age, df = «2»)", "LMM046")]
    [InlineData("rt ~ ns(age, knots = «c(1, days)»)", "LMM046")]
    [InlineData("rt ~ ns(age, knots = «c(1, 1)»)", "LMM046")]
    [InlineData("rt ~ ns(age, knots = «c(1, 20)», Boundary.knots = c(0, 10))", "LMM046")]
    [InlineData("rt ~ ns(age, df = 2, Boundary.knots = «c(0, 5, 10)»)", "LMM046")]
    [InlineData("rt ~ relevel(genotype, «WT»)", "LMM046")]
    [InlineData("rt ~ poly(«genotype», 2)", "LMM032")]
    [InlineData("rt ~ scale(«speed»)", "LMM025")]
    [InlineData("rt ~ factor(«speed»)", "LMM025")]
    [InlineData("rt ~ C(«age», sum)", "LMM036")]
    [InlineData("rt ~ factor(«session»)", "LMM036")]
    [InlineData("rt ~ factor(«age + 1»)", "LMM047")]
    [InlineData("rt ~ relevel(genotype, «\"KO\"»)", "LMM048")]
    [InlineData("rt ~ relevel(passed, «\"YES\"»)", "LMM048")]
    [InlineData("rt ~ C(genotype, «sums»)", "LMM049")]
    [InlineData("rt ~ C(genotype, «c(-1, 0, 1)»)", "LMM049")]
    [InlineData("rt ~ C(subject, «c(-1, 0, 1)»)", "LMM049")]
    [InlineData("rt ~ C(genotype, cbind(«1»))", "LMM049")]
    [InlineData("rt ~ log(age, «2»)", "LMM030")]
    [InlineData("rt ~ log(«x = age»)", "LMM030")]
    [InlineData("rt ~ «log()»", "LMM030")]
    [InlineData("rt ~ log(«subject»)", "LMM031")]
    [InlineData("rt ~ I(age * «genotype»)", "LMM032")]
    [InlineData("rt ~ offset(«block»)", "LMM032")]
    [InlineData("rt ~ (1 | «age»)", "LMM033")]
    [InlineData("«passed» ~ age", "LMM034")]
    [InlineData("«block» ~ age", "LMM034")]
    [InlineData("rt ~ age + «rt»", "LMM035")]
    [InlineData("log(rt) ~ age + I(«rt»^2)", "LMM035")]
    [InlineData("I(rt/days) ~ «I(rt/days)»", "LMM035")]
    [InlineData("days ~ age + (1 | «days»)", "LMM035")]
    [InlineData("rt ~ age + «session»", "LMM036")]
    [InlineData("rt ~ (1 | «link»)", "LMM036")]
    [InlineData("rt ~ I(age«:»days)", "LMM039")]
    [InlineData("rt ~ log(«\"age\"»)", "LMM039")]
    [InlineData("rt ~ «I(2)»", "LMM040")]
    [InlineData("rt ~ offset(«3»)", "LMM040")]
    [InlineData("rt ~ (genotype «||» subject)", "LMM041")]
    public void A_fault_covers_the_wrong_characters(string marked, string ids)
    {
        (string formula, _) = Marked.Read(marked);
        BoundFormula bound = ModelBinder.Bind(formula, Trial.Variables);

        Assert.Equal(ids, string.Join(' ', bound.Diagnostics.Select(fault => fault.Rule.Id)));
        Assert.Equal(marked, Marked.Write(formula, bound.Diagnostics));
    }

    [Theory]
    [InlineData("rt ~ «agee» + «*» genotype + (1 | «item + subject») «+»", "LMM025 LMM003 LMM020 LMM003")]
    [InlineData("rt ~ age«)» + «lgo»(age) + («|» subject)", "LMM002 LMM028 LMM012")]
    [InlineData("«passed» ~ «rtt» «~» «2» * age", "LMM034 LMM025 LMM006 LMM016")]
    [InlineData("rt ~ age «$» «dayz» + log«(»«subject»", "LMM009 LMM025 LMM001 LMM031")]
    public void All_faults_of_a_formula_are_reported_at_once_in_the_order_of_the_text(string marked, string ids)
    {
        (string formula, _) = Marked.Read(marked);
        BoundFormula bound = ModelBinder.Bind(formula, Trial.Variables);

        Assert.Equal(ids, string.Join(' ', bound.Diagnostics.Select(fault => fault.Rule.Id)));
        Assert.Equal(marked, Marked.Write(formula, bound.Diagnostics));
        Assert.Null(bound.Spec);
    }

    [Fact]
    public void The_empty_formula_is_a_fault()
    {
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind("", Trial.Variables).Diagnostics);

        Assert.Equal(FormulaRules.MissingTilde, fault.Rule);
        Assert.Equal(new TextSpan(0, 0), fault.Span);
    }

    [Fact]
    public void A_warning_does_not_keep_a_formula_from_binding()
    {
        BoundFormula bound = ModelBinder.Bind("rt ~ age + age^2", Trial.Variables);

        Assert.Equal(FormulaSeverity.Warning, Assert.Single(bound.Diagnostics).Rule.Severity);
        Assert.NotNull(bound.Spec);
    }
}
