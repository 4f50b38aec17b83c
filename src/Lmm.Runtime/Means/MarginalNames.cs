using Lmm.Shapes;

namespace Lmm.Means;

/// <summary>Finds variables of the reference grid by name.</summary>
internal static class MarginalNames
{
    /// <summary>The variable of that name.</summary>
    /// <exception cref="ModelException">The fixed effects have none.</exception>
    public static GridVariable Find(ReferenceGrid grid, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return grid.Find(name)
            ?? throw new ModelException(grid.Model, LmmErrorCode.NoSuchResult, new NameIndex(grid.Model, "variable of the fixed effects", [.. grid.Variables.Select(static variable => variable.Name)]).Unknown(name));
    }

    /// <summary>The variables whose levels means are told apart by: those asked for, and before each what the formula nests it in.</summary>
    /// <param name="average">The averages.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="of">The variables that were asked for.</param>
    /// <param name="by">The variables within whose levels they are asked for.</param>
    /// <exception cref="ModelException">There is no such variable, or it is a covariate without values.</exception>
    public static (string[] Of, string[] By) Resolve(GridAverage average, ReferenceGrid grid, IReadOnlyList<string> of, IReadOnlyList<string> by)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(by);
        if (of.Concat(by).GroupBy(static name => name).FirstOrDefault(static names => names.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key} is asked for twice.", nameof(of));
        }

        foreach (string name in of.Concat(by))
        {
            Find(grid, name);
            GridVariable variable = average.Variables.First(own => own.Name == name);
            if (!variable.IsDiscrete && !variable.IsGiven)
            {
                throw new ModelException(
                    grid.Model,
                    LmmErrorCode.UnsuitableColumn,
                    $"{name} is a covariate, which has no levels to give means of; ask for its slope (Slopes.Of(\"{name}\"), lmm slopes --of {name}), or give it values (At(\"{name}\", 1, 2), --at {name}=1,2).");
            }
        }

        string[] parents = [.. of.Concat(by).SelectMany(name => grid.Find(name)!.Parents).Distinct().Where(parent => !of.Contains(parent) && !by.Contains(parent))];
        return ([.. of], [.. by, .. parents]);
    }
}
