using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds factors: names of factors, and <c>factor</c>, <c>relevel</c> and <c>C</c>, which may be nested.</summary>
/// <param name="variables">The variables.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class FactorBinder(VariableTable variables, List<FormulaDiagnostic> faults)
{
    private static readonly EquatableArray<string> TruthLevels = new("FALSE", "TRUE");

    private readonly ContrastBinder _contrasts = new(faults);
    private readonly ExpressionBinder _expressions = new(variables, "name the variable whose values are the levels", faults);

    /// <summary>Binds a call; null when it has faults, which are reported.</summary>
    public FactorComponent? Bind(CallSyntax call, string label)
    {
        if (Factor(call) is not { } factor)
        {
            return null;
        }

        return new FactorComponent(label, factor.Variable, factor.Contrasts ?? Default(factor.IsOrdered)) { References = factor.References, Computed = factor.Computed };
    }

    /// <summary>The factor with the levels FALSE and TRUE that a logical expression is.</summary>
    public static FactorComponent Truth(ColumnExpression column) => new(column.Label, -1, Default(isOrdered: false)) { Computed = column };

    /// <summary>The contrasts of a factor that the formula says nothing of.</summary>
    public static FactorContrasts ContrastsOf(VariableDeclaration declaration)
        => declaration.Contrast ?? Default(declaration.IsOrdered);

    /// <summary>The levels of a factor in order; none where the data tell them.</summary>
    public static EquatableArray<string> LevelsOf(VariableDeclaration declaration)
        => declaration is { Type: VariableType.Boolean, Levels.Count: 0 } ? TruthLevels : declaration.Levels;

    private static FactorContrasts Default(bool isOrdered) => isOrdered ? ContrastCoding.Polynomial : ContrastCoding.Treatment;

    private BoundFactor? Factor(ExpressionSyntax node) => node switch
    {
        NameSyntax name => Variable(name, fromNumber: false),
        CallSyntax { Function: FunctionCatalogue.Relevel } relevel => Relevel(relevel),
        CallSyntax { Function: FunctionCatalogue.Contrasts } contrasts => Contrasts(contrasts),
        CallSyntax call when FunctionCatalogue.MakesFactor(call.Function) => FromNumber(call),
        _ when IsLogical(node) => _expressions.Bind(node) is { } truth ? new BoundFactor(-1, TruthLevels, EquatableArray<string>.Empty, null, IsOrdered: false) { Computed = truth } : null,
        BracketedSyntax { Bar: null } bracketed => Factor(bracketed.Content),
        MissingSyntax => null,
        _ => Refuse(node),
    };

    private static bool IsLogical(ExpressionSyntax node) => node switch
    {
        BinarySyntax binary => binary.Operator is FormulaOperator.And or FormulaOperator.Bar || binary.Operator.IsComparison(),
        UnarySyntax unary => unary.Operator == FormulaOperator.Not,
        BracketedSyntax { Structure: null } bracketed => IsLogical(bracketed.Content),
        CallSyntax { Function: FunctionCatalogue.Inhibition, Arguments.Count: 1 } call => IsLogical(call.Arguments[0].Value),
        _ => false,
    };

    private BoundFactor? Refuse(ExpressionSyntax node)
    {
        faults.Add(FormulaRules.NotFactor.At(node.Span, Deparser.Deparse(node)));
        return null;
    }

    private BoundFactor? Variable(NameSyntax name, bool fromNumber)
    {
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownVariable, faults);
        if (declaration is null)
        {
            return null;
        }

        bool isNumeric = declaration.IsNumeric();
        if (declaration.IsFactorInTerms() || (isNumeric && fromNumber))
        {
            // As in R, factor() forgets contrasts and keeps the order.
            return new BoundFactor(variables.NumberOf(name.Name), LevelsOf(declaration), EquatableArray<string>.Empty, fromNumber ? null : declaration.Contrast, declaration.IsOrdered);
        }

        string cure = isNumeric ? $"write 'factor({Deparser.Deparse(name)})', or declare it with [Factor]" : "declare it as string, bool or enum";
        faults.Add(FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a factor", cure));
        return null;
    }

    private BoundFactor? FromNumber(CallSyntax call)
    {
        string usage = call.Function + "(x)";
        if (CallArguments.Match(call, [], usage, faults) is not { } arguments)
        {
            return null;
        }

        return arguments.First switch
        {
            NameSyntax name => Variable(name, fromNumber: true),
            CallSyntax inner when FunctionCatalogue.IsFactor(inner.Function) => Factor(inner) is { } factor ? factor with { Contrasts = null } : null,
            TextSyntax or DotSyntax or CallSyntax { Function: "c" } => Refuse(arguments.First),
            ExpressionSyntax expression => _expressions.Bind(expression) is { } column
                ? new BoundFactor(-1, EquatableArray<string>.Empty, EquatableArray<string>.Empty, null, IsOrdered: false) { Computed = column }
                : null,
        };
    }

    private BoundFactor? Relevel(CallSyntax call)
    {
        const string Usage = "relevel(x, \"level\")";
        if (CallArguments.Match(call, ["ref"], Usage, faults) is not { } arguments || Factor(arguments.First) is not { } factor)
        {
            return null;
        }

        switch (arguments["ref"])
        {
            case null:
                faults.Add(FormulaRules.MalformedCall.At(call.Span, call.Function, "needs the level that is to come first", Usage));
                return null;
            case { } reference when factor.IsOrdered:
                faults.Add(FormulaRules.InvalidArgument.At(reference.Span, Deparser.Deparse(reference), "ref", call.Function, "the levels of an ordered factor keep their order: declare it without order, or use it as it is"));
                return null;
            case TextSyntax level when factor.Levels.Count > 0 && !factor.Levels.Contains(level.Value):
                faults.Add(UnknownLevel(level, arguments.First, factor.Levels));
                return null;
            case TextSyntax level:
                // As in R, relevel() forgets contrasts.
                return factor with { References = factor.References.Append(level.Value).ToEquatableArray(), Contrasts = null };
            case { } other:
                arguments.Refuse(other, "ref", "write a level in quotes");
                return null;
        }
    }

    private BoundFactor? Contrasts(CallSyntax call)
    {
        if (call.Arguments.Count == 0 || Factor(call.Arguments[0].Value) is not { } factor)
        {
            _ = CallArguments.Match(call, ["contr"], ContrastBinder.Usage, faults);
            return null;
        }

        return _contrasts.Bind(call, factor.Levels) is { } contrasts ? factor with { Contrasts = contrasts } : null;
    }

    /// <summary>The fault of a text that is no level of a factor; its edits are changes of the text.</summary>
    public static FormulaDiagnostic UnknownLevel(TextSyntax level, ExpressionSyntax factor, EquatableArray<string> levels)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(level.Value, levels);
        string advice = nearest.Count > 0 ? $"did you mean {Wording.List(nearest, "or")}?" : Wording.Choice(levels, "");
        FormulaDiagnostic fault = FormulaRules.UnknownLevel.At(level.Span, level.Value, Deparser.Deparse(factor), advice);
        return nearest.Aggregate(fault, (current, candidate) => current.WithEdit(new FormulaEdit(level.Span, Deparser.Deparse(new TextSyntax(level.Span, candidate)))));
    }

    /// <summary>A factor in the making.</summary>
    /// <param name="Variable">The number of its variable.</param>
    /// <param name="Levels">Its levels in order, as far as they are known.</param>
    /// <param name="References">The levels that are put first, one after the other: the last of them comes first.</param>
    /// <param name="Contrasts">Its contrasts; null for the default ones.</param>
    /// <param name="IsOrdered">Whether its levels are ordered.</param>
    private sealed record BoundFactor(int Variable, EquatableArray<string> Levels, EquatableArray<string> References, FactorContrasts? Contrasts, bool IsOrdered)
    {
        /// <summary>The numbers whose values are its levels; null for a variable.</summary>
        public ColumnExpression? Computed { get; init; }
    }
}
