using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes the methods of a result that predict, with errors and without: of rows, and of one row whose values are arguments.</summary>
internal sealed class PredictionEmitter
{
    private const string Options = "options";
    private const string Prediction = "prediction";
    private const string Predictions = "Predictions";
    private const string IntervalOptions = ModelSource.Runtime + ".PredictionIntervalOptions? " + Options + " = null";

    private readonly ModelSource _model;
    private readonly EnumLevels _enums;
    private readonly List<Parameter> _parameters = [];

    /// <summary>Prepares the methods.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names of the result's members.</param>
    /// <param name="enums">Where enums get their methods.</param>
    public PredictionEmitter(ModelSource model, NameScope names, EnumLevels enums)
    {
        _model = model;
        _enums = enums;
        var parameters = new NameScope([Options, Prediction]);
        foreach (ModelVariable variable in model.Spec.Variables.Where(static variable => !variable.IsOutcome && variable.Use != VariableUse.Presence))
        {
            Add(variable, model.ValueOf(variable), parameters, names);
        }

        // A faulty formula may call a variable by another name; who calls it by its own has no error more.
        foreach (RowMember member in model.IsStub ? model.Declaration.Row.Members.Where(IsApart) : [])
        {
            Add(new ModelVariable(member.Variable.Name, member.Variable, VariableUse.Numeric), member.Value, parameters, names);
        }
    }

    /// <summary>Writes the fields that the methods need.</summary>
    public void WriteFields(SourceWriter writer)
    {
        foreach (Parameter factor in _model.IsStub ? [] : Factors())
        {
            writer.Line($"private {ModelSource.Runtime}.FactorLevels<{LevelEmitter.KeyType(factor.Value)}>? {factor.Field};");
        }
    }

    /// <summary>Writes the methods.</summary>
    public void Write(SourceWriter writer)
    {
        WriteRows(writer);
        WriteRow(writer);
        if (_model.Declaration.FitMembers.Contains(Predictions))
        {
            return;
        }

        WriteIntervalsOfRows(writer);

        // Without arguments it would hide the predictions of the rows that were fitted.
        if (_parameters.Count > 0)
        {
            WriteIntervalsOfRow(writer);
        }
    }

    private void WriteRows(SourceWriter writer)
    {
        writer.Line();
        writer.Summary($"Predicts {CodeText.Code(_model.Spec.Response.Label)} for rows, fitted or new.");
        WriteScale(writer);
        WriteRowsParameter(writer);
        writer.Line("/// <param name=\"options\">What to predict, and what of levels that no fitted row had; null for the defaults.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        string groups = _model.IsMixed ? " Missing levels of grouping factors are for the options to say." : "";
        writer.Line($"/// <returns>One value per row; NaN for rows that lack a value.{groups}</returns>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">A row has a level that no fitted row had, or an infinite value.</exception>");
        writer.Line($"{_model.RowAccess} double[] Predict({RowsParameter}, {ModelSource.Runtime}.PredictionOptions? {Options} = null, {EntryPoints.Cancellation})");
        writer.Continue(_model.Body($"base.Predict({RowsDesign}, {Options})"));
    }

    private void WriteIntervalsOfRows(SourceWriter writer)
    {
        writer.Line();
        writer.Summary($"Predicts {CodeText.Code(_model.Spec.Response.Label)} for rows, fitted or new, with standard errors and intervals.");
        WriteScale(writer);
        WriteRowsParameter(writer);
        writer.Line("/// <param name=\"options\">What is predicted, and with which uncertainties; null for the defaults.</param>");
        writer.Line("/// <param name=\"progress\">Told how many refits of a bootstrap are done; null for no reports.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops the work.</param>");
        WriteFaultsOfIntervals(writer);
        writer.Line($"{_model.RowAccess} {ModelSource.Runtime}.PredictionTable {Predictions}({RowsParameter}, {IntervalOptions}, global::System.IProgress<{ModelSource.Runtime}.FitProgress>? progress = null, {EntryPoints.Cancellation})");
        writer.Continue(_model.Body($"{ModelSource.Runtime}.PredictionIntervals.{Predictions}(this, {RowsDesign}, {Options}, progress, cancellationToken)"));
    }

    private void WriteRow(SourceWriter writer)
    {
        writer.Line();
        writer.Summary($"Predicts {CodeText.Code(_model.Spec.Response.Label)} for one row, by the values that the formula reads, with the bits that it has among rows.");
        WriteScale(writer);
        WriteParameters(writer);
        writer.Line("/// <param name=\"options\">What to predict, and what of levels that no fitted row had; null for the defaults.</param>");
        writer.Line($"/// <returns>The prediction; NaN where a value is missing.{(_model.IsMixed ? " Missing levels of grouping factors are for the options to say." : "")}</returns>");
        writer.Line("/// <exception cref=\"global::Lmm.ModelException\">The row has a level that no fitted row had, or an infinite value.</exception>");
        writer.Line($"{Access} double Predict({Parameters}{ModelSource.Runtime}.PredictionOptions? {Options} = null)");
        string codes = CodeText.Collection(Factors().Select(Code));
        writer.Continue(_model.Body($"base.TryPredictRow({Numbers}, {codes}, {Options}, out double {Prediction}) ? {Prediction} : base.PredictRow({Numbers}, {Levels}, {Options})"));
    }

    private void WriteIntervalsOfRow(SourceWriter writer)
    {
        writer.Line();
        writer.Summary($"Predicts {CodeText.Code(_model.Spec.Response.Label)} for one row, by the values that the formula reads, with its standard error and interval: a table of one row.");
        WriteScale(writer);
        WriteParameters(writer);
        writer.Line("/// <param name=\"options\">What is predicted, and with which uncertainties; null for the defaults.</param>");
        WriteFaultsOfIntervals(writer);
        writer.Line($"{Access} {ModelSource.Runtime}.PredictionTable {Predictions}({Parameters}{IntervalOptions})");
        writer.Continue(_model.Body($"{ModelSource.Runtime}.PredictionIntervals.{Predictions}(this, base.RowDesign({Numbers}, {Levels}), {Options})"));
    }

    private string RowsParameter => $"global::System.Collections.Generic.IEnumerable<{_model.Declaration.Row.TypeName}> rows";

    private string RowsDesign => $"{_model.Declaration.Placement.Code(_model.Declaration.Name)}.BuildDesign(rows, this, cancellationToken)";

    private string Access => _parameters.TrueForAll(static parameter => parameter.Value.IsPublic) ? "public" : "internal";

    private string Parameters => string.Concat(_parameters.Select(parameter => $"{parameter.Type} {parameter.Name}{(_model.IsStub ? " = default" : "")}, "));

    private string Numbers => CodeText.Collection(_parameters.Where(static parameter => parameter.Variable.Use.HasFlag(VariableUse.Numeric)).Select(static parameter => parameter.Number));

    private string Levels => CodeText.Collection(Factors().Select(Level));

    private static void WriteRowsParameter(SourceWriter writer)
        => writer.Line("/// <param name=\"rows\">The rows; they are read once. Their responses and weights do not matter.</param>");

    private static void WriteFaultsOfIntervals(SourceWriter writer)
        => writer.Line("/// <exception cref=\"global::Lmm.ModelException\">A row has a level that no fitted row had, or an infinite value, or standard errors cannot be had of this fit.</exception>");

    private void WriteParameters(SourceWriter writer)
    {
        foreach (Parameter parameter in _parameters)
        {
            string missing = parameter.Type.EndsWith("?", StringComparison.Ordinal) ? "; null where it is missing" : parameter.Value.Kind == ValueKind.Double ? "; NaN where it is missing" : "";
            writer.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">The value of {CodeText.Code(parameter.Variable.Name)}{missing}.</param>");
        }
    }

    private void WriteScale(SourceWriter writer)
    {
        if (_model.Spec.Response.Expression is not VariableReference)
        {
            writer.Line($"/// <remarks>Predictions are of {CodeText.Code(_model.Spec.Response.Label)}, as the formula has it; nothing turns them back.</remarks>");
        }
    }

    private IEnumerable<Parameter> Factors() => _parameters.Where(static parameter => parameter.Variable.Use.HasFlag(VariableUse.Factor));

    private bool IsApart(RowMember member)
        => member.Value.Kind != ValueKind.Other && _parameters.TrueForAll(parameter => parameter.Variable.Declaration.MemberName != member.Variable.MemberName);

    private void Add(ModelVariable variable, ValueType value, NameScope parameters, NameScope names)
    {
        // What only random terms read may be missing, whatever the rows say.
        bool isNullable = value.IsNullableValue || _model.IsStub || (variable.IsRandomOnly && value.Kind != ValueKind.Double);
        string name = NameScope.Camel(variable.Name);
        bool isFactor = variable.Use.HasFlag(VariableUse.Factor) && !_model.IsStub;
        _parameters.Add(new Parameter(
            variable,
            value.Kind == ValueKind.String ? value : value with { IsNullableValue = isNullable },
            TypeNames.Escape(parameters.Claim(name, "Value")),
            isFactor ? names.Claim($"_{name}Levels", "Term") : ""));
    }

    private string Code(Parameter factor)
    {
        string levels = $"({factor.Field} ??= base.LevelsOf<{LevelEmitter.KeyType(factor.Value)}>({CodeText.Literal(factor.Variable.Name)}, {LevelEmitter.Reader(factor.Variable, factor.Value, _enums)}))";
        return factor.IsNumber ? $"{levels}.Code({factor.Number})"
            : factor.Value.IsNullableValue ? $"{factor.Name} is null ? -1 : {levels}.Code({factor.Name}.Value)"
            : $"{levels}.Code({factor.Name})";
    }

    private string Level(Parameter factor)
        => factor.IsNumber ? $"double.IsNaN({factor.Number}) ? null : {LevelEmitter.Name(factor.Number, factor.Variable, factor.Value, _enums)}"
            : factor.Value.IsNullableValue ? $"{factor.Name} is null ? null : {LevelEmitter.Name(factor.Name + ".Value", factor.Variable, factor.Value, _enums)}"
            : LevelEmitter.Name(factor.Name, factor.Variable, factor.Value, _enums);

    /// <summary>A parameter of the method that predicts one row.</summary>
    private sealed record Parameter(ModelVariable Variable, ValueType Value, string Name, string Field)
    {
        public string Type => Value.Kind == ValueKind.String || Value.IsNullableValue ? Value.TypeName + "?" : Value.TypeName;

        public bool IsNumber => Value.Kind is ValueKind.Double or ValueKind.Real;

        public string Number => ColumnEmitter.Number(Name, Value);
    }
}
