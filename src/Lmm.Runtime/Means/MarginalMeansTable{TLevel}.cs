using System.Text.Json.Serialization;
using Lmm.Means;
using Lmm.Shapes;

namespace Lmm;

/// <summary>Marginal means at the levels of a factor, found by values of its type.</summary>
/// <typeparam name="TLevel">The type of the factor's values.</typeparam>
[JsonConverter(typeof(ResultJsonConverter<MarginalMeansTable>))]
public sealed class MarginalMeansTable<TLevel> : MarginalMeansTable
    where TLevel : notnull
{
    private readonly string _model;
    private readonly Func<string, TLevel> _key;
    private readonly bool _isClosed;

    internal MarginalMeansTable(MarginalFamily family, Func<string, TLevel> key, bool isClosed)
        : base(family)
        => (_model, _key, _isClosed) = (family.Settings.Model, key, isClosed);

    /// <summary>The mean at a level. One of an enum that no fitted row has is an answer too: it is not estimable.</summary>
    /// <param name="level">The level.</param>
    /// <exception cref="ModelException">No fitted row has the level, or there are several means at it, within the levels of other factors.</exception>
    public MarginalEstimate this[TLevel level]
    {
        get
        {
            MarginalEstimate[] rows = [.. Rows.Where(row => EqualityComparer<TLevel>.Default.Equals(_key(row.Levels[0].Level), level))];
            return rows.Length == 1 ? rows[0]
                : rows.Length == 0 && _isClosed ? Absent(level)
                : rows.Length == 0 ? throw new ModelException(_model, LmmErrorCode.NoSuchResult, new NameIndex(_model, "level", [.. Rows.Select(static row => row.Levels[0].Level)]).Unknown(Variables.LevelLabel.Of(level)))
                : throw new ModelException(_model, LmmErrorCode.NoSuchResult, $"there is a mean at {Variables.LevelLabel.Of(level)} for each level of {string.Join(", ", By)}; look for it among the rows.");
        }
    }

    private MarginalEstimate Absent(TLevel level)
    {
        string label = Variables.LevelLabel.Of(level);
        return new MarginalEstimate([new FactorLevel(Factors[0], label, null)], double.NaN, double.NaN, null, double.NaN, double.NaN, $"no fitted row has {Factors[0]} {label}");
    }
}
