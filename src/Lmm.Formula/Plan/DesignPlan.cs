using Lmm.Formula.Binding;

namespace Lmm.Formula.Plan;

/// <summary>
/// The steps by which a specification becomes a design, for whoever takes them: which columns are computed, each once, and in which order what is
/// added. The columns of all terms come before the response, so that a fault of data is found in the same place whoever drives.
/// </summary>
internal static class DesignPlan
{
    /// <summary>Has a driver take the steps.</summary>
    public static void Drive<TNumber, TFactor, TPart>(ModelSpec spec, IDesignDriver<TNumber, TFactor, TPart> driver)
        => new Steps<TNumber, TFactor, TPart>(spec, driver).Take();

    private sealed class Steps<TNumber, TFactor, TPart>(ModelSpec spec, IDesignDriver<TNumber, TFactor, TPart> driver)
    {
        private readonly Dictionary<ColumnExpression, TNumber> _numbers = [];
        private readonly Dictionary<TermComponent, TPart> _parts = [];

        public void Take()
        {
            TNumber[] offsets = [.. spec.Offsets.Select(Number)];
            PlannedTerm<TPart>[] fixedTerms = [.. spec.FixedTerms.Select(Term)];
            PlannedTerm<TPart>[][] randomTerms = [.. spec.RandomTerms.Select(random => random.Terms.Select(Term).ToArray())];
            TFactor[] groupings = [.. spec.RandomTerms.Select(random => Grouping(random.Grouping))];

            driver.Response(() => Number(spec.Response));
            if (spec.Weights is { } weights)
            {
                driver.Weights(() => driver.Variable(spec.Variables[weights].Name));
            }

            foreach (TNumber offset in offsets)
            {
                driver.Offset(offset);
            }

            foreach (PlannedTerm<TPart> term in fixedTerms)
            {
                driver.Term(term);
            }

            for (int i = 0; i < randomTerms.Length; i++)
            {
                driver.Random(groupings[i], spec.RandomTerms[i].Covariance, randomTerms[i]);
            }
        }

        private PlannedTerm<TPart> Term(ModelTerm term) => new(term.Label, [.. term.Components.Select(Part)]);

        private TPart Part(TermComponent component)
        {
            if (!_parts.TryGetValue(component, out TPart? part))
            {
                part = component switch
                {
                    NumericComponent numeric => driver.Number(Number(numeric.Column)),
                    FactorComponent { Coding: { } contrasts } factor => driver.Contrasts(Factor(factor), contrasts),
                    FactorComponent factor => driver.Indicators(Factor(factor)),
                    BasisComponent basis => driver.Basis(basis, Number(basis.Argument)),
                    _ => throw new NotSupportedException(component.ToString()),
                };
                _parts.Add(component, part);
            }

            return part;
        }

        private TNumber Number(ColumnExpression column)
        {
            if (!_numbers.TryGetValue(column, out TNumber? number))
            {
                number = VariableOf(column) is { } name ? driver.Variable(name) : driver.Compute(column);
                _numbers.Add(column, number);
            }

            return number;
        }

        // A variable under its own name is in the frame; under another label, as I(x), it is a column of that label.
        private string? VariableOf(ColumnExpression column)
            => column.Expression is VariableReference reference && spec.Variables[reference.Variable].Name == column.Label ? column.Label : null;

        private TFactor Factor(FactorComponent component)
        {
            string name = component.Computed?.Label ?? spec.Variables[component.Variable].Name;
            TFactor factor = component.Computed is { } computed ? driver.Rename(computed.Expression.IsTruth ? driver.TruthOf(Number(computed)) : driver.FactorOf(Number(computed)), component.Label)
                : name == component.Label ? driver.Factor(name) : driver.Rename(driver.Factor(name), component.Label);
            return component.References.Aggregate(factor, driver.Relevel);
        }

        private TFactor Grouping(GroupingFactor grouping)
            => grouping.Variable is { } variable ? driver.Factor(spec.Variables[variable].Name) : driver.Cross(grouping.Name, [.. grouping.Parts.Select(Factor)]);
    }
}
