using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the method that turns columns into a design: the steps of the plan as calls.</summary>
internal sealed class DesignEmitter : IDesignDriver<string, string, string>
{
    /// <summary>The method's name.</summary>
    public const string Method = "DesignOf";

    private const string Binding = "global::Lmm.Formula.Binding";

    private readonly SourceWriter _writer;
    private readonly ModelSpec _spec;
    private readonly NameScope _names = new(["data", "design", "row"]);
    private readonly Dictionary<int, string> _values = [];
    private readonly Dictionary<LearnedNumber, string> _learned = [];

    private DesignEmitter(SourceWriter writer, ModelSpec spec)
    {
        _writer = writer;
        _spec = spec;
    }

    /// <summary>Writes the method.</summary>
    public static void Write(SourceWriter writer, ModelSource model)
    {
        writer.Line("// The columns of the design, term by term.");
        model.WriteMethodAttributes(writer);
        writer.Open($"private static {ModelSource.Runtime}.ModelDesign {Method}({ModelSource.Runtime}.CompleteCases data)");
        writer.Line($"{ModelSource.Runtime}.DesignBuilder design = new(data, {TermsEmitter.Terms});");
        DesignPlan.Drive(model.Spec, new DesignEmitter(writer, model.Spec));
        writer.Line("return design.Build();");
        writer.Close();
    }

    /// <inheritdoc/>
    public string Variable(string name) => $"data.Numeric({CodeText.Literal(name)})";

    /// <inheritdoc/>
    public string Compute(ColumnExpression column)
    {
        foreach (int variable in ExpressionEmitter.VariablesOf(column.Expression).Where(variable => !_values.ContainsKey(variable)))
        {
            string name = _spec.Variables[variable].Name;
            _values[variable] = Local(name, "Values");
            _writer.Line($"{ModelSource.Runtime}.NumericColumn {_values[variable]} = {Variable(name)};");
        }

        foreach (LearnedNumber number in ExpressionEmitter.LearnedNumbersOf(column.Expression).Where(number => !_learned.ContainsKey(number)))
        {
            string values = Compute(number.Argument);
            string learned = Local(number.Label, "Number");
            _writer.Line($"double {learned} = data.Learn({CodeText.Literal(number.Label)}, {Binding}.DataSummary.{number.Function}, {values});");
            _learned[number] = learned;
        }

        var expressions = new ExpressionEmitter(variable => _values[variable] + "[row]", number => _learned[number]);
        string local = Local(column.Label, "Column");
        _writer.Line($"{ModelSource.Runtime}.NumericColumn {local} = data.Compute({CodeText.Literal(column.Label)}, row => {expressions.Emit(column.Expression)});");
        return local;
    }

    /// <inheritdoc/>
    public string Factor(string name) => $"data.Factor({CodeText.Literal(name)})";

    /// <inheritdoc/>
    public string FactorOf(string column) => $"data.FactorOf({column})";

    /// <inheritdoc/>
    public string TruthOf(string column) => $"data.TruthOf({column})";

    /// <inheritdoc/>
    public string Cross(string name, IReadOnlyList<string> factors)
        => $"data.Factor({CodeText.Literal(name)}, {CodeText.Collection(factors.Select(CodeText.Literal))})";

    /// <inheritdoc/>
    public string Rename(string factor, string label) => $"{factor}.As({CodeText.Literal(label)})";

    /// <inheritdoc/>
    public string Relevel(string factor, string reference) => $"{factor}.Relevel({CodeText.Literal(reference)})";

    /// <inheritdoc/>
    public string Number(string column) => column;

    /// <inheritdoc/>
    public string Basis(BasisComponent basis, string argument)
    {
        string local = Local(basis.Label, "Columns");
        _writer.Line($"{ModelSource.Runtime}.BasisColumns {local} = data.Basis({CodeText.Literal(basis.Label)}, {SpecEmitter.Basis(basis.Basis)}, {argument});");
        return local;
    }

    /// <inheritdoc/>
    public string Contrasts(string factor, FactorContrasts contrasts) => $"{factor}.Contrasts({SpecEmitter.Contrasts(contrasts)})";

    /// <inheritdoc/>
    public string Indicators(string factor) => $"{factor}.Indicators()";

    /// <inheritdoc/>
    public void Response(Func<string> response)
    {
        _writer.Open("if (data.HasResponse)");
        _writer.Line($"design.Response({response()});");
        _writer.Close();
        _writer.Line();
    }

    /// <inheritdoc/>
    public void Weights(Func<string> weights)
    {
        _writer.Open("if (!data.IsForPrediction)");
        _writer.Line($"design.Weights({weights()});");
        _writer.Close();
        _writer.Line();
    }

    /// <inheritdoc/>
    public void Offset(string offset) => _writer.Line($"design.Offset({offset});");

    /// <inheritdoc/>
    public void Term(PlannedTerm<string> term) => _writer.Line($"design.{Call(term)};");

    /// <inheritdoc/>
    public void Random(string grouping, CovarianceStructure covariance, IReadOnlyList<PlannedTerm<string>> terms)
        => _writer.Line($"design.Random({grouping}, {Binding}.{covariance.Code}){string.Concat(terms.Select(term => "." + Call(term)))};");

    private static string Call(PlannedTerm<string> term) => term.IsIntercept
        ? "Intercept()"
        : $"Term({CodeText.Literal(term.Label)}, {CodeText.Collection(term.Parts)})";

    private string Local(string label, string suffix) => TypeNames.Escape(_names.Claim(NameScope.Camel(label), suffix));
}
