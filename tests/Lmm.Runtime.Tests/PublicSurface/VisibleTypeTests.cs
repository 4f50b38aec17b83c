using System.ComponentModel;
using System.Reflection;

namespace Lmm.Tests.PublicSurface;

/// <summary>Which types a user's editor offers is a decision; those that generated code alone calls are hidden.</summary>
public class VisibleTypeTests
{
    private static readonly string[] Visible =
    [
        "AnovaRow",
        "AnovaTable",
        "AnovaType",
        "BoundModel",
        "Coefficient",
        "CoefficientFunctions",
        "CoefficientSeries",
        "CoefficientTable",
        "CoefficientTest",
        "ColumnKind",
        "ColumnType",
        "CompleteCases",
        "ConditionException",
        "ConditionalMode",
        "ConditionalModes",
        "ContrastAttribute",
        "Convergence",
        "CrossProducts",
        "CsvOptions",
        "DataSourceException",
        "DegreesOfFreedomMethod",
        "Estimation",
        "FTest",
        "FactorAttribute",
        "FactorColumn",
        "FitOptions",
        "FitOutcome",
        "FitProgress",
        "FitRows",
        "FitTables",
        "FitWorkspace",
        "FixedEffectsTests",
        "FormulaException",
        "FrameColumn",
        "GroupingPairSums",
        "GroupingSums",
        "HypothesisTests",
        "ITableFormat",
        "LevelsAttribute",
        "LikelihoodRatioRow",
        "LikelihoodRatioTest",
        "LinearFunction",
        "LinearMixedModel",
        "LinearMixedModelFit",
        "LinearModel",
        "LinearModelFit",
        "LmmErrorCode",
        "LmmException",
        "ManyFits",
        "Matrix",
        "MissingValues",
        "MixedModelTables",
        "Model",
        "ModelAttribute",
        "ModelAttribute`1",
        "ModelDesign",
        "ModelException",
        "ModelFit",
        "ModelFrame",
        "ModelMatrix",
        "ModelShape",
        "ModelSums",
        "NewLevels",
        "Note",
        "NoteKind",
        "NumericColumn",
        "PredictionOptions",
        "PredictionTarget",
        "RandomEffects",
        "RandomEffectsDesign",
        "RandomTermShape",
        "Refitting",
        "ResidualVariation",
        "ResponseFit",
        "ResponseTable",
        "ResultTable",
        "RowValues",
        "StrayCell",
        "TableColumn",
        "TableFormats",
        "VariableAttribute",
        "VarianceComponent",
        "WaldTest",
    ];

    private static readonly string[] Hidden =
    [
        "BasisColumns",
        "CodedFactor",
        "ColumnBuilder",
        "CompleteCasesBuilder",
        "DeclaredFactorBuilder",
        "DesignBuilder",
        "ElementaryFunctions",
        "EnumNames`1",
        "IRecord",
        "IRowForm`2",
        "KeyedFactorBuilder`1",
        "ModelDeclarationAttribute",
        "ModelTerms",
        "NumericColumnBuilder",
        "PerLevel`2",
        "PerLevel`3",
        "PerLevel`4",
        "PerLevels`1",
        "PresenceColumnBuilder",
        "RandomTermBuilder",
        "RecordReader",
        "RowReader`2",
        "RowVariables",
        "TermPart",
    ];

    [Fact]
    public void Types_that_the_editor_offers_are_these() => Assert.Equal(Visible, Names(static type => !IsHidden(type)));

    [Fact]
    public void Types_for_generated_code_are_hidden() => Assert.Equal(Hidden, Names(IsHidden));

    private static IEnumerable<string> Names(Predicate<Type> wanted)
        => typeof(ModelFit).Assembly.GetExportedTypes().Where(type => wanted(type)).Select(static type => type.Name).Order(StringComparer.Ordinal);

    private static bool IsHidden(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false)?.State == EditorBrowsableState.Never;
}
