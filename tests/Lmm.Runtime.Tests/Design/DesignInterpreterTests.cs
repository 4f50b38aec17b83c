using Lmm.Design;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

/// <summary>The interpreter against what a generator would write for the same specification; equal bits are demanded.</summary>
public class DesignInterpreterTests
{
    private const int Rows = 40;

    private static readonly ModelFrame Data = MakeData();

    // log(y) ~ dose * clinic + I(dose^2 / 2 - 1) + offset(-time) + (0 + sqrt(dose) | clinic:subject) + (dose || day), weights w
    private static readonly ModelSpec Spec = MakeSpec();

    [Fact]
    public void Interpreted_designs_have_the_bits_of_written_ones()
    {
        ModelDesign interpreted = DesignInterpreter.Build(Spec, Data, "DoseModel");
        ModelDesign written = Written(Data.Select(Spec, "DoseModel"));

        AssertSame(written.FixedEffects, interpreted.FixedEffects);
        Assert.Equal(written.Response.Name, interpreted.Response.Name);
        Assert.Equal(written.Response.Values, interpreted.Response.Values);
        Assert.Equal(written.Weights!, interpreted.Weights!);
        Assert.Equal(written.Offset!, interpreted.Offset!);
        Assert.Equal(written.RandomTerms.Length, interpreted.RandomTerms.Length);
        for (int i = 0; i < written.RandomTerms.Length; i++)
        {
            AssertSame(written.RandomTerms[i].Matrix, interpreted.RandomTerms[i].Matrix);
            Assert.Equal(written.RandomTerms[i].Covariance, interpreted.RandomTerms[i].Covariance);
            Assert.Equal(written.RandomTerms[i].Grouping.Name, interpreted.RandomTerms[i].Grouping.Name);
            Assert.Equal(written.RandomTerms[i].Grouping.Levels, interpreted.RandomTerms[i].Grouping.Levels);
            Assert.Equal(written.RandomTerms[i].Grouping.Codes, interpreted.RandomTerms[i].Grouping.Codes);
        }
    }

    [Fact]
    public void Names_are_those_of_the_formula()
    {
        ModelDesign design = DesignInterpreter.Build(Spec, Data, "DoseModel");

        Assert.Equal(["(Intercept)", "dose", "clinicB", "clinicC", "I(dose^2/2 - 1)", "dose:clinicB", "dose:clinicC"], design.FixedEffects.ColumnNames);
        Assert.Equal("log(y)", design.Response.Name);
        Assert.Equal(["sqrt(dose)"], design.RandomTerms[0].Matrix.ColumnNames);
        Assert.Equal("A:s0", design.RandomTerms[0].Grouping.Levels[0]);
        Assert.Equal("day", design.RandomTerms[1].Grouping.Name);
    }

    [Fact]
    public void Every_operator_and_function_computes_as_written_code_does()
    {
        double[] x = [0.3, 1.7, 2.0, 5.5];
        FrameColumn column = FrameColumn.Numeric("x", x);
        ModelVariable variable = new("x", column.Declaration, VariableUse.Numeric);
        VariableReference reference = new(0);
        ModelSpec spec = new("f", new(variable), new ColumnExpression("x", reference), default, default, default);
        FrameExpressions compiler = new(spec, new ModelFrame(column).Select(spec, "M"));
        (NumericExpression Expression, Func<double, double> Written)[] cases =
        [
            (new NumericConstant(2.5), _ => 2.5),
            (new Negation(reference), v => -v),
            (Operation(ArithmeticOperator.Add, reference, new NumericConstant(0.1)), v => v + 0.1),
            (Operation(ArithmeticOperator.Subtract, reference, new NumericConstant(0.1)), v => v - 0.1),
            (Operation(ArithmeticOperator.Multiply, reference, new NumericConstant(0.1)), v => v * 0.1),
            (Operation(ArithmeticOperator.Divide, new NumericConstant(0.1), reference), v => 0.1 / v),
            (Operation(ArithmeticOperator.Power, reference, new NumericConstant(2)), v => v * v),
            (Operation(ArithmeticOperator.Power, new NumericConstant(3), reference), v => Math.Pow(3, v)),
            (new FunctionCall(ElementaryFunction.Log, reference), Math.Log),
            (new FunctionCall(ElementaryFunction.Log2, reference), Math.Log2),
            (new FunctionCall(ElementaryFunction.Log10, reference), Math.Log10),
            (new FunctionCall(ElementaryFunction.Log1p, reference), ElementaryFunctions.Log1p),
            (new FunctionCall(ElementaryFunction.Exp, reference), Math.Exp),
            (new FunctionCall(ElementaryFunction.Expm1, reference), ElementaryFunctions.Expm1),
            (new FunctionCall(ElementaryFunction.Sqrt, reference), Math.Sqrt),
            (new FunctionCall(ElementaryFunction.Abs, new Negation(reference)), Math.Abs),
        ];

        foreach ((NumericExpression expression, Func<double, double> written) in cases)
        {
            Func<int, double> compiled = compiler.Compile(expression);
            Assert.Equal(x.Select(written), Enumerable.Range(0, x.Length).Select(compiled));
        }
    }

    [Fact]
    public void Names_in_back_ticks_print_as_R_prints_them()
    {
        double[] numbers = [.. Enumerable.Range(0, 12).Select(i => Math.Sqrt(i + 1))];
        ModelFrame data = new(
            FrameColumn.Numeric("y", numbers),
            FrameColumn.Numeric("a b", numbers),
            FrameColumn.Text("f f", Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "p" : "q")),
            FrameColumn.Text("g g", Enumerable.Range(0, 12).Select(i => $"{i % 3}")));
        BoundFormula bound = ModelBinder.Bind("y ~ `a b` * `f f` + log(`a b`) + I(`a b`^2) + (`a b` | `g g`) + (1 | `f f`:`g g`)", data.Declarations);
        ModelDesign design = DesignInterpreter.Build(bound.Spec!, data, "M");

        // R 4.2.2 and lme4 1.1-31.
        Assert.Equal(["(Intercept)", "`a b`", "`f f`q", "log(`a b`)", "I(`a b`^2)", "`a b`:`f f`q"], design.FixedEffects.ColumnNames);
        Assert.Equal(["(Intercept)", "`a b`"], design.RandomTerms[0].Matrix.ColumnNames);
        Assert.Equal(["g g", "`f f`:`g g`"], design.RandomTerms.Select(term => term.Grouping.Name));
        Assert.Equal(["p:0", "p:1", "p:2", "q:0", "q:1", "q:2"], design.RandomTerms[1].Grouping.Levels);
    }

    private static ModelDesign Written(CompleteCases frame)
    {
        NumericColumn y = frame.Numeric("y");
        NumericColumn dose = frame.Numeric("dose");
        NumericColumn time = frame.Numeric("time");
        CodedFactor clinic = frame.Factor("clinic").Contrasts(ContrastCoding.Treatment);
        DesignBuilder builder = new(frame);
        builder.Response(frame.Compute("log(y)", row => ElementaryFunctions.Log(y[row])));
        builder.Weights(frame.Numeric("w"));
        builder.Offset(frame.Compute("-time", row => -time[row]));
        builder.Intercept();
        builder.Term("dose", dose);
        builder.Term("clinic", clinic);
        builder.Term("I(dose^2/2 - 1)", frame.Compute("I(dose^2/2 - 1)", row => (ElementaryFunctions.Power(dose[row], 2) / 2) - 1));
        builder.Term("dose:clinic", dose, clinic);
        builder.Random(frame.Factor("clinic:subject", frame.Factor("clinic"), frame.Factor("subject")), CovarianceStructure.Unstructured)
            .Term("sqrt(dose)", frame.Compute("sqrt(dose)", row => ElementaryFunctions.Sqrt(dose[row])));
        builder.Random(frame.Factor("day"), CovarianceStructure.Diagonal).Intercept().Term("dose", dose);
        return builder.Build();
    }

    private static ModelFrame MakeData()
    {
        Random random = new(7);
        double[] Uniform(double from) => [.. Enumerable.Range(0, Rows).Select(_ => from + random.NextDouble())];
        return new ModelFrame(
            FrameColumn.Numeric("y", Uniform(1).Select((value, i) => i == 11 ? double.NaN : value)),
            FrameColumn.Numeric("dose", Uniform(0)),
            FrameColumn.Numeric("time", Uniform(-0.5)),
            FrameColumn.Numeric("w", Uniform(0.1)),
            FrameColumn.Text("clinic", Enumerable.Range(0, Rows).Select(i => i == 5 ? null : "ABC"[i % 3].ToString())),
            FrameColumn.Text("subject", Enumerable.Range(0, Rows).Select(i => $"s{i / 2 % 5}")),
            FrameColumn.Integer("day", Enumerable.Range(0, Rows).Select(i => (long)(i % 4))));
    }

    private static ModelSpec MakeSpec()
    {
        string[] names = ["y", "dose", "time", "w", "clinic", "subject", "day"];
        ModelVariable[] variables = [.. names.Select((name, i) => new ModelVariable(name, Data[name].Declaration, i < 4 ? VariableUse.Numeric : VariableUse.Factor))];
        VariableReference doseReference = new(1);
        NumericComponent dose = new(new ColumnExpression("dose", doseReference));
        FactorComponent clinic = new("clinic", 4, ContrastCoding.Treatment);
        NumericComponent square = new(new ColumnExpression(
            "I(dose^2/2 - 1)",
            Operation(
                ArithmeticOperator.Subtract,
                Operation(ArithmeticOperator.Divide, Operation(ArithmeticOperator.Power, doseReference, new NumericConstant(2)), new NumericConstant(2)),
                new NumericConstant(1))));
        NumericComponent root = new(new ColumnExpression("sqrt(dose)", new FunctionCall(ElementaryFunction.Sqrt, doseReference)));
        ModelTerm intercept = new(ModelTerm.InterceptLabel, default);
        return new ModelSpec(
            "formula",
            new(variables),
            new ColumnExpression("log(y)", new FunctionCall(ElementaryFunction.Log, new VariableReference(0))),
            new(intercept, Term(dose), Term(clinic), Term(square), Term(dose, clinic)),
            new(
                new RandomTerm(new GroupingFactor("clinic:subject", new(clinic with { Coding = null }, new FactorComponent("subject", 5, null))), new(Term(root)), CovarianceStructure.Unstructured),
                new RandomTerm(new GroupingFactor("day", new(new FactorComponent("day", 6, null))), new(intercept, Term(dose)), CovarianceStructure.Diagonal)),
            new(new ColumnExpression("-time", new Negation(new VariableReference(2)))))
        {
            Weights = 3,
        };
    }

    private static ArithmeticOperation Operation(ArithmeticOperator operation, NumericExpression left, NumericExpression right) => new(operation, left, right);

    private static ModelTerm Term(params TermComponent[] components)
        => new(string.Join(':', components.Select(component => component.Label)), new EquatableArray<TermComponent>(components));

    private static void AssertSame(ModelMatrix expected, ModelMatrix actual)
    {
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Assert.Equal(expected.TermIndices, actual.TermIndices);
        Assert.Equal(expected.TermLabels, actual.TermLabels);
        Assert.Equal(expected.Columns, actual.Columns);
    }
}
