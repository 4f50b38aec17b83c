using Lmm.Formula.Binding;
using Lmm.Formula.Plan;
using Lmm.Generators.Declarations;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes the typed marginal means and slopes of a result: members for the factors and covariates of its fixed effects.</summary>
internal sealed class MarginsEmitter
{
    /// <summary>The name of the property that has the means.</summary>
    public const string Means = "MarginalMeans";

    /// <summary>The name of the property that has the slopes.</summary>
    public const string Slopes = "Slopes";

    private readonly ModelSource _model;
    private readonly EnumLevels _enums;
    private readonly string _means;
    private readonly string _slopes;
    private readonly ModelVariable[] _factors;
    private readonly ModelVariable[] _covariates;
    private readonly HashSet<string> _untyped;

    /// <summary>Prepares the members of a result.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names of the result's members.</param>
    /// <param name="enums">The names of levels.</param>
    public MarginsEmitter(ModelSource model, NameScope names, EnumLevels enums)
    {
        _model = model;
        _enums = enums;
        _means = names.ClaimClass("MeansByFactor", "Type");
        _slopes = names.ClaimClass("SlopesByCovariate", "Type");
        var used = new FixedVariables(model.Spec);
        int[] all = [.. used.All];
        _factors = [.. all.Where(variable => used.IsFactor(variable) || used.IsOfLevels(variable)).Select(variable => model.Spec.Variables[variable])];
        _covariates = [.. all.Where(variable => !used.IsFactor(variable)).Select(variable => model.Spec.Variables[variable])];
        _untyped = [.. all.Where(variable => !used.IsFactor(variable)).Select(variable => model.Spec.Variables[variable].Name)];
    }

    /// <summary>Writes the result's properties, those aside whose names its own members have.</summary>
    public void WriteProperties(SourceWriter writer, IEnumerable<string> taken)
    {
        if (!taken.Contains(Means))
        {
            writer.Line();
            writer.Summary("Marginal means, with members for the factors; see the base type's member of this name.");
            writer.Line($"public new {_means} {Means} => new(base.{Means});");
        }

        if (!taken.Contains(Slopes))
        {
            writer.Line();
            writer.Summary("Slopes, with members for the covariates; see the base type's member of this name.");
            writer.Line($"public new {_slopes} {Slopes} => new(base.{Slopes});");
        }
    }

    /// <summary>Writes the types of the properties, nested in the result's.</summary>
    public void WriteTypes(SourceWriter writer)
    {
        DerivedClass.Open(writer, _means, "MarginalMeans", "means", "Marginal means by factor.", isResult: false);
        var names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfMarginalMeans).Append(_means).Concat(_model.MembersOfPart(_means)));
        foreach (ModelVariable factor in _factors)
        {
            WriteFactor(writer, factor, names.Claim(NameScope.Pascal(factor.Name), "Factor"));
        }

        WriteChanges(writer, _means, names);
        writer.Close();

        DerivedClass.Open(writer, _slopes, "MarginalSlopes", "slopes", "Slopes by covariate.", isResult: false);
        names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfSlopes).Append(_slopes).Concat(_model.MembersOfPart(_slopes)));
        foreach (ModelVariable covariate in _covariates)
        {
            writer.Line();
            writer.Summary($"The slope of {CodeText.Code(covariate.Name)}.");
            writer.Line($"public {ModelSource.Runtime}.SlopeTable {names.Claim(NameScope.Pascal(covariate.Name), "Covariate")} => base.Of({CodeText.Literal(covariate.Name)}, [], []);");
        }

        WriteChanges(writer, _slopes, names);
        writer.Close();
    }

    private void WriteFactor(SourceWriter writer, ModelVariable factor, string name)
    {
        writer.Line();
        writer.Summary($"The means at the levels of {CodeText.Code(factor.Name)}.");
        ValueType value = _model.ValueOf(factor);
        if (_untyped.Contains(factor.Name) || !LevelEmitter.IsTyped(value))
        {
            writer.Line($"public {ModelSource.Runtime}.MarginalMeansTable {name} => base.Of([{CodeText.Literal(factor.Name)}], []);");
            return;
        }

        string type = LevelEmitter.KeyType(value);
        string key = LevelEmitter.Reader(factor, value, _enums);
        string isClosed = LevelEmitter.IsClosed(value) ? "true" : "false";
        writer.Line($"{(value.IsPublic ? "public" : "internal")} {ModelSource.Runtime}.MarginalMeansTable<{type}> {name} => base.MemberOf<{type}>({CodeText.Literal(factor.Name)}, {key}, {isClosed});");
    }

    private void WriteChanges(SourceWriter writer, string type, NameScope names)
    {
        foreach (ModelVariable factor in _factors)
        {
            writer.Line();
            writer.Summary($"The same within the levels of {CodeText.Code(factor.Name)}.");
            writer.Line($"public {type} {names.Claim("By" + NameScope.Pascal(factor.Name), "Factor")} => new(base.Within({CodeText.Literal(factor.Name)}));");
        }

        Change(writer, type, "Weighted", "MeansWeighting", "weighting", "The same averaged in another way.");
        Change(writer, type, "With", "DegreesOfFreedomMethod", "method", "The same with degrees of freedom by another method.");
        writer.Line();
        writer.Summary("The same with limits at another level of confidence.");
        writer.Line($"public new {type} AtLevel(double level) => new(base.AtLevel(level));");
        if (_covariates.Length == 0)
        {
            return;
        }

        var parameters = new NameScope([]);
        string[] covariates = [.. _covariates.Select(covariate => TypeNames.Escape(parameters.Claim(NameScope.Camel(covariate.Name), "Value")))];
        writer.Line();
        writer.Summary("The same with covariates at values; those without one stay where they are, at first at their means.");
        writer.Line($"public {type} At({string.Join(", ", covariates.Select(static parameter => $"double? {parameter} = null"))})");
        writer.Continue($"=> new(base.AtValues([{string.Join(", ", covariates.Select((parameter, index) => $"({CodeText.Literal(_covariates[index].Name)}, {parameter})"))}]));");
    }

    private static void Change(SourceWriter writer, string type, string method, string option, string parameter, string summary)
    {
        writer.Line();
        writer.Summary(summary);
        writer.Line($"public new {type} {method}({ModelSource.Runtime}.{option} {parameter}) => new(base.{method}({parameter}));");
    }
}
