using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>The variables of a sum of terms, numbered in order of first appearance.</summary>
/// <param name="canonicalName">The one spelling of all spellings of a variable's name.</param>
internal sealed class VariableList(Func<string, string> canonicalName)
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<string> _labels = [];
    private readonly List<List<ExpressionSyntax>> _occurrences = [];

    /// <summary>The index of the variable that stands at a place in the formula.</summary>
    public int IndexOf(ExpressionSyntax occurrence)
    {
        string key = Deparser.Deparse(occurrence, canonicalName);
        if (!_indices.TryGetValue(key, out int index))
        {
            index = _labels.Count;
            _indices.Add(key, index);
            _labels.Add(Deparser.Deparse(occurrence));
            _occurrences.Add([]);
        }

        _occurrences[index].Add(occurrence);
        return index;
    }

    /// <summary>The label of a term.</summary>
    public string LabelOf(VariableSet term) => string.Join(":", term.Members().Select(variable => _labels[variable]));

    /// <summary>The variables so far.</summary>
    public IReadOnlyList<ExpandedVariable> ToVariables() => [.. _labels.Zip(_occurrences, (label, places) => new ExpandedVariable(label, places))];
}
