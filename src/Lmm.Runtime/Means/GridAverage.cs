using System.Runtime.InteropServices;

namespace Lmm.Means;

/// <summary>Averages rows of X, or their derivatives by a variable, over a reference grid or the fitted rows.</summary>
/// <param name="grid">The grid.</param>
/// <param name="given">The values that were asked for, by variable.</param>
/// <param name="weighting">How to average.</param>
/// <param name="slopeOf">The variable by which to differentiate; null for means.</param>
internal sealed class GridAverage(ReferenceGrid grid, IReadOnlyDictionary<string, double[]> given, MeansWeighting weighting, string? slopeOf)
{
    /// <summary>The most rows of X that are averaged.</summary>
    private const double MostCells = 2e7;

    private readonly GridVariable[] _variables = [.. grid.Variables.Select(variable => given.TryGetValue(variable.Name, out double[]? values) ? variable.At(values) : variable)];
    private readonly Dictionary<int, HashSet<string>> _combinations = [];
    private readonly double[] _columns = new double[grid.Rows.ColumnCount];
    private readonly int _slope = slopeOf is null ? -1 : grid.Find(slopeOf)!.NumberPlace;

    /// <summary>The variables with the values that were asked for.</summary>
    public IReadOnlyList<GridVariable> Variables => _variables;

    /// <summary>The averages for all combinations of the levels of some variables that the formula and the rows admit, those of the first varying fastest.</summary>
    /// <param name="names">The variables; what one of them is nested in is among them.</param>
    public List<MarginalFunction> Of(IReadOnlyList<string> names)
    {
        int[] focal = [.. names.Select(name => Array.FindIndex(_variables, variable => variable.Name == name))];
        int[] rest = [.. Enumerable.Range(0, _variables.Length).Except(focal)];
        Refuse(focal, rest);
        List<MarginalFunction> functions = [];
        var levels = new int[_variables.Length];
        int combinations = focal.Aggregate(1, (product, variable) => product * _variables[variable].Labels.Length);
        for (int combination = 0; combination < combinations; combination++)
        {
            int left = combination;
            foreach (int variable in focal)
            {
                levels[variable] = left % _variables[variable].Labels.Length;
                left /= _variables[variable].Labels.Length;
            }

            if (focal.All(variable => Exists(variable, levels)))
            {
                functions.Add(Average([.. levels], focal, rest));
            }
        }

        return functions;
    }

    private MarginalFunction Average(int[] levels, int[] focal, int[] rest)
    {
        FactorLevel[] labels = Labels(levels, focal);
        FunctionSum sum = new(grid.Rows.ColumnCount);
        if (weighting == MeansWeighting.Rows)
        {
            int[] varied = [.. rest.Where(variable => _variables[variable].IsGiven)];
            foreach (int row in grid.Fitted)
            {
                foreach ((int[] own, double share) in Equal(levels, varied, 0, 1.0 / grid.Fitted.Length))
                {
                    Add(own, row, focal, share, sum);
                }
            }

            return new MarginalFunction(labels, sum.Function(), sum.Offset, static () => []);
        }

        List<(int[] Levels, double Weight)> cells = [.. Cells(levels, focal, rest)];
        foreach ((int[] cell, double weight) in cells)
        {
            Add(cell, -1, focal, weight, sum);
        }

        int[] told = [.. Enumerable.Range(0, _variables.Length).Where(variable => _variables[variable].Labels.Length > 1)];
        return new MarginalFunction(labels, sum.Function(), sum.Offset, () => cells.Select(cell =>
        {
            FunctionSum own = new(grid.Rows.ColumnCount);
            Add(cell.Levels, -1, focal, 1, own);
            return (Labels(cell.Levels, told), own.Function());
        }));
    }

    private IEnumerable<(int[] Levels, double Weight)> Cells(int[] levels, int[] focal, int[] rest)
    {
        if (weighting == MeansWeighting.Equal)
        {
            return Equal(levels, rest, 0, 1);
        }

        int[] counted = [.. rest.Where(variable => _variables[variable].IsDiscrete)];
        return Observed(levels, focal, counted).SelectMany(cell => Equal(cell.Levels, [.. rest.Except(counted)], 0, cell.Weight));
    }

    // Each variable in turn at all its levels, with equal shares of what is left of the weight; parents come before what is nested in them.
    private IEnumerable<(int[] Levels, double Weight)> Equal(int[] levels, int[] rest, int index, double weight)
    {
        if (index == rest.Length)
        {
            yield return ([.. levels], weight);
            yield break;
        }

        int variable = rest[index];
        int[] admitted = [.. Enumerable.Range(0, _variables[variable].Labels.Length).Where(level =>
        {
            levels[variable] = level;
            return Exists(variable, levels);
        })];
        foreach (int level in admitted)
        {
            levels[variable] = level;
            foreach ((int[] Levels, double Weight) cell in Equal(levels, rest, index + 1, weight / admitted.Length))
            {
                yield return cell;
            }
        }
    }

    // The combinations that rows have, by their share of the rows that have the levels in question of what the others are nested in.
    private IEnumerable<(int[] Levels, double Weight)> Observed(int[] levels, int[] focal, int[] counted)
    {
        int[] parents = [.. focal.Where(variable => _variables[variable].IsDiscrete && counted.Any(other => _variables[other].Parents.Contains(_variables[variable].Name)))];
        Dictionary<string, GridCell> cells = [];
        long total = 0;
        foreach (GridCell cell in grid.Cells.Where(cell => parents.All(variable => cell.Levels[variable] == levels[variable])))
        {
            total += cell.Count;
            ref GridCell? sum = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, Key(counted.Select(variable => cell.Levels[variable])), out _);
            sum = cell with { Count = cell.Count + (sum?.Count ?? 0) };
        }

        return cells.Values.Select(cell =>
        {
            int[] own = [.. levels];
            foreach (int variable in counted)
            {
                own[variable] = cell.Levels[variable];
            }

            return (own, (double)cell.Count / total);
        });
    }

    // Whether rows have a nested factor's level within the levels of its parents.
    private bool Exists(int variable, int[] levels)
    {
        GridVariable own = _variables[variable];
        if (own.Parents.Count == 0)
        {
            return true;
        }

        int[] parents = [.. own.Parents.Select(parent => Array.FindIndex(_variables, other => other.Name == parent)).Where(parent => _variables[parent].IsDiscrete)];
        return ObservedCombinations(variable, parents).Contains(Key(parents.Append(variable).Select(place => levels[place])));
    }

    private HashSet<string> ObservedCombinations(int variable, int[] parents)
    {
        if (!_combinations.TryGetValue(variable, out HashSet<string>? known))
        {
            known = [.. grid.Cells.Select(cell => Key(parents.Append(variable).Select(place => cell.Levels[place])))];
            _combinations.Add(variable, known);
        }

        return known;
    }

    private static string Key(IEnumerable<int> levels) => string.Join(',', levels);

    private void Add(int[] levels, int row, int[] focal, double weight, FunctionSum sum)
    {
        var numbers = new double[grid.Rows.Variables.Length];
        var codes = new int[grid.Rows.Factors.Length];
        for (int place = 0; place < _variables.Length; place++)
        {
            GridVariable variable = _variables[place];
            bool isOwn = row >= 0 && !variable.IsGiven && Array.IndexOf(focal, place) < 0;
            if (variable.NumberPlace >= 0)
            {
                numbers[variable.NumberPlace] = isOwn ? variable.NumberOfRow[row] : variable.Values[levels[place]];
            }

            if (variable.CodePlace >= 0)
            {
                codes[variable.CodePlace] = isOwn ? variable.LevelOfRow[row] : levels[place];
            }
        }

        if (!(_slope < 0 ? grid.Rows.TryRow(numbers, codes, _columns, out double offset) : grid.Rows.TrySlope(_slope, numbers, codes, _columns, out offset)))
        {
            throw new ModelException(grid.Model, LmmErrorCode.NotAvailable, Unavailable(levels));
        }

        sum.Add(weight, _columns, offset);
    }

    private string Unavailable(int[] levels)
    {
        string at = string.Join(", ", Labels(levels, [.. Enumerable.Range(0, _variables.Length)]));
        return $"the fixed effects have no finite {(_slope < 0 ? "value" : "slope")} at {at}; choose other values of the covariates, or average over the rows.";
    }

    private FactorLevel[] Labels(int[] levels, int[] of)
        => [.. of.Select(variable => new FactorLevel(_variables[variable].Name, _variables[variable].Labels[levels[variable]], Number(_variables[variable].Values[levels[variable]])))];

    private static double? Number(double value) => double.IsNaN(value) ? null : value;

    private void Refuse(int[] focal, int[] rest)
    {
        double combinations = focal.Aggregate(1.0, (product, variable) => product * _variables[variable].Labels.Length);
        double averaged = weighting switch
        {
            MeansWeighting.Equal => rest.Aggregate(1.0, (product, variable) => product * _variables[variable].Labels.Length),
            MeansWeighting.Proportional => grid.Cells.Count,
            _ => grid.Fitted.Length,
        };
        if (combinations * averaged > MostCells)
        {
            throw new ModelException(
                grid.Model,
                LmmErrorCode.TooLarge,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{combinations:N0} means of {averaged:N0} combinations of levels are too many; ask for means of fewer factors, or average proportionally to the rows."));
        }
    }
}
