using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes the typed tests of a result: an analysis of variance and functions of the coefficients with a member for each term.</summary>
internal sealed class TestsEmitter
{
    /// <summary>The name of the result's property.</summary>
    public const string Property = "Tests";

    // An indexer is a member of this name to the compiler.
    private const string Indexer = "Item";

    private readonly ModelSource _model;
    private readonly IReadOnlyList<(ModelTerm Term, string Name)> _terms;
    private readonly EnumLevels _enums;
    private readonly string _tests;
    private readonly string _anova;
    private readonly string _functions;

    /// <summary>Prepares the tests of a result.</summary>
    /// <param name="model">The model.</param>
    /// <param name="terms">The fixed-effects terms, with the names of the result's members.</param>
    /// <param name="names">The names of the result's members.</param>
    /// <param name="enums">The names of levels.</param>
    public TestsEmitter(ModelSource model, IReadOnlyList<(ModelTerm Term, string Name)> terms, NameScope names, EnumLevels enums)
    {
        _model = model;
        _terms = terms;
        _enums = enums;
        _tests = names.ClaimClass("TestsByTerm", "Type");
        _anova = names.ClaimClass("AnovaByTerm", "Type");
        _functions = names.ClaimClass("FunctionsByTerm", "Type");
    }

    /// <summary>Writes the result's property.</summary>
    public void WriteProperty(SourceWriter writer)
    {
        writer.Line();
        writer.Summary("Tests of the fixed effects, with members for the terms; see the base type's member of this name.");
        writer.Line($"public new {_tests} {Property} => new(base.{Property});");
    }

    /// <summary>Writes the types of the property and of what it gives, nested in the result's.</summary>
    public void WriteTypes(SourceWriter writer)
    {
        DerivedClass.Open(writer, _tests, "FixedEffectsTests", "tests", "Tests of the fixed effects.", isResult: true);
        writer.Line();
        writer.Summary("The coefficients as functions to make hypotheses of.");
        writer.Line($"public new {_functions} Functions => new(base.Functions);");
        writer.Line();
        writer.Summary("The same tests by another method.");
        writer.Line($"public new {_tests} With({ModelSource.Runtime}.DegreesOfFreedomMethod method, global::System.Threading.CancellationToken cancellationToken = default) => new(base.With(method, cancellationToken));");
        writer.Line();
        writer.Summary("Tests each fixed-effects term but the intercept: an analysis of variance.");
        writer.Line("/// <param name=\"type\">What is asked of a term.</param>");
        writer.Line($"public new {_anova} Anova({ModelSource.Runtime}.AnovaType type = {ModelSource.Runtime}.AnovaType.III) => new(base.Anova(type));");
        writer.Line();
        writer.Summary("Tests hypotheses that functions of the coefficients are zero, such as <c>b => b.Days - 10</c>.");
        writer.Line("/// <param name=\"hypotheses\">The functions, each alone and all jointly.</param>");
        writer.Line($"public {ModelSource.Runtime}.HypothesisTests Hypotheses(params global::System.Func<{_functions}, {ModelSource.Runtime}.LinearFunction>[] hypotheses)");
        writer.Continue("=> base.Hypotheses(global::System.Array.ConvertAll(hypotheses, hypothesis => hypothesis(Functions)));");
        writer.Close();

        DerivedClass.Open(writer, _anova, "AnovaTable", "table", "An analysis of variance by term.", isResult: true);
        var names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfAnovaTables).Concat([_anova, Indexer]).Concat(_model.MembersOfPart(_anova)));
        foreach ((ModelTerm term, string name) in _terms.Where(static entry => !entry.Term.IsIntercept))
        {
            writer.Line();
            writer.Summary($"The test of {CodeText.Code(term.Label)}.");
            writer.Line($"public {ModelSource.Runtime}.AnovaRow {names.Claim(name, "Term")} => base[{CodeText.Literal(term.Label)}];");
        }

        writer.Close();

        DerivedClass.Open(writer, _functions, "CoefficientFunctions", "functions", "The coefficients as functions to make hypotheses of.", isResult: false);
        names = new NameScope(InheritedMembers.Taken(InheritedMembers.OfFunctions).Concat([_functions, Indexer]).Concat(_model.MembersOfPart(_functions)));
        for (int index = 0; index < _terms.Count; index++)
        {
            (ModelTerm term, string name) = _terms[index];
            new TypedTerm(_model, term, _enums).Write(
                writer,
                names.Claim(name, "Term"),
                index,
                TypedTerm.HasColumns(term) ? "The coefficients" : "The coefficient",
                ModelSource.Runtime + ".LinearFunction");
        }

        writer.Close();
    }
}
