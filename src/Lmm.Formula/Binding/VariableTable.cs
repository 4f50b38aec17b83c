using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>The columns of the data by name, and the numbers that the model's variables get.</summary>
internal sealed class VariableTable
{
    private readonly EquatableArray<VariableDeclaration> _declarations;
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _caseless = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, int> _numbers = [];
    private readonly List<(string Name, int Declaration)> _numbered = [];

    /// <summary>Indexes the columns.</summary>
    public VariableTable(EquatableArray<VariableDeclaration> declarations)
    {
        _declarations = declarations;
        for (int i = 0; i < declarations.Count; i++)
        {
            string name = declarations[i].Name;
            _exact[name] = _exact.TryGetValue(name, out int first) ? first : i;
            if (!_caseless.TryGetValue(name, out List<int>? same))
            {
                _caseless.Add(name, same = []);
            }

            same.Add(i);
        }
    }

    /// <summary>How many variables have a number.</summary>
    public int Count => _numbered.Count;

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Names => _declarations.Select(declaration => declaration.Name);

    /// <summary>The name of the column that a name means; the name itself when it means none.</summary>
    public string CanonicalName(string name) => Find(name) is { } declaration ? _declarations[declaration].Name : name;

    /// <summary>The column that a name means; null when it means none or several.</summary>
    public int? Find(string name)
        => _exact.TryGetValue(name, out int index) ? index
            : _caseless.TryGetValue(name, out List<int>? same) && same.Count == 1 ? same[0]
            : null;

    /// <summary>The column that a name means; null when it means none or several.</summary>
    public VariableDeclaration? Declaration(string name) => Find(name) is { } index ? _declarations[index] : null;

    /// <summary>The column that a name means, or the fault of the name under the rule for names that mean none.</summary>
    public VariableDeclaration? Resolve(NameSyntax name, FormulaRule unknown, List<FormulaDiagnostic> faults)
    {
        if (Find(name.Name) is { } index)
        {
            return _declarations[index];
        }

        // An empty name is one left out between back-ticks or after an unclosed one: reported by the parser.
        if (name.Name.Length > 0)
        {
            faults.Add(UnknownName(name.Name, name.Span, unknown));
        }

        return null;
    }

    /// <summary>The fault of weights that mean no column or several; its edits are changes of the weights' name.</summary>
    public FormulaDiagnostic UnknownWeights(string name, TextSpan span)
    {
        IReadOnlyList<string>? spellings = Spellings(name);
        IReadOnlyList<string> meant = spellings ?? NearestNames.Of(name, Names);
        FormulaDiagnostic fault = FormulaRules.UnknownWeights.At(span, name, spellings is null ? Advice(meant) : $"it could be {Wording.List(spellings, "or")}");
        return meant.Aggregate(fault, (current, candidate) => current.WithEdit(new FormulaEdit(new TextSpan(0, name.Length), candidate)));
    }

    private FormulaDiagnostic UnknownName(string name, TextSpan span, FormulaRule unknown)
    {
        IReadOnlyList<string>? spellings = Spellings(name);
        IReadOnlyList<string> meant = spellings ?? NearestNames.Of(name, Names);
        FormulaDiagnostic fault = spellings is null
            ? unknown.At(span, name, Advice(meant))
            : FormulaRules.AmbiguousVariable.At(span, name, Wording.List(spellings, "or"));
        return meant.Aggregate(fault, (current, candidate) => current.WithEdit(new FormulaEdit(span, Deparser.Quote(candidate))));
    }

    /// <summary>The columns that a name could be but for its case; null when there are none.</summary>
    private IReadOnlyList<string>? Spellings(string name)
        => _caseless.TryGetValue(name, out List<int>? same) ? [.. same.Select(i => _declarations[i].Name)] : null;

    private string Advice(IReadOnlyList<string> nearest)
        => nearest.Count > 0 ? $"did you mean {Wording.List(nearest, "or")}?" : Wording.Choice(Names, "the data have no variables");

    /// <summary>Gives the column that a name means the next number, unless it has one.</summary>
    public void Number(string name)
    {
        if (Find(name) is { } declaration && !_numbers.ContainsKey(declaration))
        {
            _numbers.Add(declaration, _numbered.Count);
            _numbered.Add((name, declaration));
        }
    }

    /// <summary>The number of the variable that a name means; -1 for one that the model does not read.</summary>
    public int NumberOf(string name) => Find(name) is { } declaration && _numbers.TryGetValue(declaration, out int number) ? number : -1;

    /// <summary>The name of the variable with a number, as the formula spells it first.</summary>
    public string NameOf(int number) => _numbered[number].Name;

    /// <summary>The model's variables by number.</summary>
    public EquatableArray<ModelVariable> Variables(IReadOnlyList<VariableUse> uses, IReadOnlyList<VariableUse> predictorUses, IReadOnlyList<VariableUse> fixedUses)
        => _numbered
            .Select((variable, i) => new ModelVariable(variable.Name, _declarations[variable.Declaration], uses[i])
            {
                IsOutcome = predictorUses[i] == VariableUse.None,
                IsRandomOnly = predictorUses[i] != VariableUse.None && fixedUses[i] == VariableUse.None,
            })
            .ToEquatableArray();

    /// <summary>The names that a dot stands for: of all columns that can be terms, but for those left out.</summary>
    public IReadOnlyList<string> Dot(IEnumerable<string> without)
    {
        var left = new HashSet<string>(without.Select(CanonicalName), StringComparer.Ordinal);
        return [.. _declarations.Where(column => (column.IsNumeric() || column.IsFactorInTerms()) && !left.Contains(column.Name)).Select(column => column.Name)];
    }
}
