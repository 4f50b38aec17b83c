using System.Collections.ObjectModel;
using Lmm.Formula.Binding;

namespace Lmm.Shapes;

/// <summary>Finds things of a model by name; the error for an unknown name lists the names, the nearest first.</summary>
internal sealed class NameIndex
{
    private const int ListedNames = 20;
    private const int Ambiguous = -1;

    private readonly string _model;
    private readonly string _kind;
    private readonly Lazy<Dictionary<string, int>> _positions;

    /// <summary>Indexes names.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="kind">What the names stand for, for messages, such as <c>coefficient</c>.</param>
    /// <param name="names">The names; asking for one that occurs twice is an error.</param>
    public NameIndex(string model, string kind, IReadOnlyList<string> names)
    {
        _model = model;
        _kind = kind;
        Names = names as ReadOnlyCollection<string> ?? Array.AsReadOnly([.. names]);
        _positions = new(() =>
        {
            Dictionary<string, int> positions = new(names.Count, StringComparer.Ordinal);
            for (int i = 0; i < names.Count; i++)
            {
                positions[names[i]] = positions.ContainsKey(names[i]) ? Ambiguous : i;
            }

            return positions;
        });
    }

    /// <summary>The names in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The position of a name; false when there is none.</summary>
    /// <exception cref="ModelException">The name occurs more than once.</exception>
    public bool TryFind(string name, out int index)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool found = _positions.Value.TryGetValue(name, out index);
        return !found || index != Ambiguous
            ? found
            : throw new ModelException(_model, LmmErrorCode.NoSuchResult, $"there is more than one {_kind} '{name}', from different terms of the formula; choose by position.");
    }

    /// <summary>The position of a name.</summary>
    /// <exception cref="ModelException">No such name, or more than one.</exception>
    public int Find(string name) => TryFind(name, out int index) ? index : throw new ModelException(_model, LmmErrorCode.NoSuchResult, Unknown(name));

    /// <summary>What to say of a name that is unknown.</summary>
    public string Unknown(string name)
    {
        if (Names.Count == 0)
        {
            return $"there is no {_kind} '{name}': the model has none.";
        }

        string[] nearest = [.. Names.OrderBy(candidate => NearestNames.Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())).Take(ListedNames)];
        string list = string.Join(", ", nearest.Select(candidate => $"'{candidate}'"));
        return nearest.Length < Names.Count
            ? $"there is no {_kind} '{name}'; the nearest of {Names.Count} are {list}."
            : $"there is no {_kind} '{name}'; there are {list}.";
    }
}
