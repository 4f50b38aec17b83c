using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Finds things of a model by name; the error for an unknown name lists the names, the nearest first.</summary>
internal sealed class NameIndex
{
    private const int ListedNames = 20;

    private readonly string _model;
    private readonly string _kind;
    private readonly Lazy<Dictionary<string, int>> _positions;

    /// <summary>Indexes names.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="kind">What the names stand for, for messages, such as <c>coefficient</c>.</param>
    /// <param name="names">The names; of equal names the first is found.</param>
    public NameIndex(string model, string kind, string[] names)
    {
        _model = model;
        _kind = kind;
        Names = names;
        _positions = new(() =>
        {
            Dictionary<string, int> positions = new(names.Length, StringComparer.Ordinal);
            for (int i = 0; i < names.Length; i++)
            {
                positions.TryAdd(names[i], i);
            }

            return positions;
        });
    }

    /// <summary>The names in order.</summary>
    public string[] Names { get; }

    /// <summary>The position of a name.</summary>
    public bool TryFind(string name, out int index) => _positions.Value.TryGetValue(name, out index);

    /// <summary>The position of a name.</summary>
    /// <exception cref="ModelException">No such name.</exception>
    public int Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name, out int index) ? index : throw new ModelException(_model, Unknown(name));
    }

    private string Unknown(string name)
    {
        if (Names.Length == 0)
        {
            return $"there is no {_kind} '{name}': the model has none.";
        }

        string[] nearest = [.. Names.OrderBy(candidate => NearestNames.Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())).Take(ListedNames)];
        string list = string.Join(", ", nearest.Select(candidate => $"'{candidate}'"));
        return nearest.Length < Names.Length
            ? $"there is no {_kind} '{name}'; the nearest of {Names.Length} are {list}."
            : $"there is no {_kind} '{name}'; there are {list}.";
    }
}
