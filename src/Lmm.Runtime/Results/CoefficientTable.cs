using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The fixed-effects coefficients, in order and by name.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A table of coefficients is what the field calls it.")]
[JsonConverter(typeof(ResultJsonConverter<CoefficientTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class CoefficientTable : IReadOnlyList<Coefficient>, ITableResult, IJsonResult
{
    private readonly Coefficient[] _coefficients;
    private readonly NameIndex _names;

    internal CoefficientTable(string model, Coefficient[] coefficients)
    {
        _coefficients = coefficients;
        _names = new NameIndex(model, "coefficient", [.. coefficients.Select(coefficient => coefficient.Name)]);
    }

    /// <summary>The names with their places.</summary>
    internal NameIndex Index => _names;

    /// <summary>The number of coefficients, those that are not estimable included.</summary>
    public int Count => _coefficients.Length;

    /// <summary>The names in order.</summary>
    public IReadOnlyList<string> Names => _names.Names;

    /// <summary>The coefficient at a position, counted from zero.</summary>
    public Coefficient this[int index] => _coefficients[index];

    /// <summary>The coefficient of that name, such as <c>week:genotypeCSB</c>; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No coefficient has that name.</exception>
    public Coefficient this[string name] => _coefficients[_names.Find(name)];

    /// <summary>Finds the coefficient of that name without an error when there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Coefficient? coefficient)
    {
        coefficient = _names.TryFind(name, out int index) ? _coefficients[index] : null;
        return coefficient is not null;
    }

    /// <summary>The table, for any format: name, estimate, standard error, t value, and the p-value where there is one.</summary>
    public ResultTable ToTable() => FixedEffectsTable.Of(this);

    /// <summary>The table as summaries print it.</summary>
    public override string ToString() => ToTable().ToText();

    /// <inheritdoc/>
    public IEnumerator<Coefficient> GetEnumerator() => ((IEnumerable<Coefficient>)_coefficients).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => json.WriteArray(this, coefficient => FitJson.Write(json, coefficient));
}
