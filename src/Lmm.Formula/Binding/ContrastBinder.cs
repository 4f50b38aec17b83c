using System.Globalization;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds the contrasts of <c>C(x, …)</c>: the name of a coding, or columns written out.</summary>
/// <param name="faults">Where faults go.</param>
internal sealed class ContrastBinder(List<FormulaDiagnostic> faults)
{
    /// <summary>How the call is written.</summary>
    public const string Usage = "C(x, sum)";

    private static readonly Dictionary<string, ContrastCoding> Codings = new(StringComparer.Ordinal)
    {
        ["treatment"] = ContrastCoding.Treatment,
        ["sum"] = ContrastCoding.Sum,
        ["helmert"] = ContrastCoding.Helmert,
        ["poly"] = ContrastCoding.Polynomial,
        ["sdif"] = ContrastCoding.SuccessiveDifferences,
    };

    /// <summary>The contrasts; null when they have faults, which are reported.</summary>
    /// <param name="call">The call.</param>
    /// <param name="levels">The factor's levels, as far as they are known.</param>
    public FactorContrasts? Bind(CallSyntax call, EquatableArray<string> levels)
    {
        ArgumentSyntax[] given = [.. call.Arguments.Skip(1)];
        if (given.Length == 0)
        {
            faults.Add(FormulaRules.MalformedCall.At(call.Span, call.Function, "needs contrasts", Usage));
            return null;
        }

        if (given.Any(argument => argument.Value is MissingSyntax))
        {
            return null;
        }

        if (given.FirstOrDefault(argument => argument.Name is not (null or "contr")) is { } named)
        {
            faults.Add(FormulaRules.MalformedCall.At(named.Span, call.Function, $"has no argument '{named.Name}'", Usage));
            return null;
        }

        return given.Length > 1 ? Custom(given, levels) : given[0].Value switch
        {
            NameSyntax coding => Named(coding.Name, coding.Span, isQuoted: false),
            TextSyntax coding => Named(coding.Value, coding.Span, isQuoted: true),
            _ => Custom(given, levels),
        };
    }

    private NamedContrasts? Named(string name, TextSpan span, bool isQuoted)
    {
        const string Prefix = "contr.";
        bool isFunction = name.StartsWith(Prefix, StringComparison.Ordinal);
        string coding = isFunction ? name.Substring(Prefix.Length) : name;
        if (Codings.TryGetValue(coding, out ContrastCoding known))
        {
            // R hands a function the number of levels, and one that it finds by its name the levels themselves.
            return new NamedContrasts(known) { IsNumbered = isFunction && !isQuoted };
        }

        IReadOnlyList<string> nearest = NearestNames.Of(coding, Codings.Keys);
        string advice = nearest.Count > 0 ? $"did you mean {Wording.List(nearest, "or")}?" : Wording.Choice(Codings.Keys, "");
        FormulaDiagnostic fault = FormulaRules.InvalidContrasts.At(span, $"there are none called '{name}'; {advice}");
        faults.Add(nearest.Aggregate(fault, (current, candidate) => current.WithEdit(new FormulaEdit(span, isQuoted ? Deparser.Deparse(new TextSyntax(span, candidate)) : candidate))));
        return null;
    }

    private CustomContrasts? Custom(ArgumentSyntax[] given, EquatableArray<string> levels)
    {
        // c(…) is a column, and cbind(…) holds several, which may have names.
        ArgumentSyntax[] parts = [.. given.SelectMany(argument => argument.Value is CallSyntax { Function: "cbind" } matrix ? matrix.Arguments : [argument])];
        TextSpan span = given[0].Value.Span.Through(given[given.Length - 1].Value.Span);
        var columns = new List<ContrastColumn>(parts.Length);
        foreach (ArgumentSyntax part in parts)
        {
            if (Constants.Numbers(part.Value) is not { Count: > 1 } weights)
            {
                faults.Add(FormulaRules.InvalidContrasts.At(part.Value.Span, $"'{Deparser.Deparse(part.Value)}' is no column of contrasts; name a coding ({string.Join(", ", Codings.Keys)}), or write a number for each level, such as 'c(-1, 0, 1)'"));
                return null;
            }

            string number = (columns.Count + 1).ToString(CultureInfo.InvariantCulture);
            columns.Add(new ContrastColumn(part.Name is null or "contr" ? number : part.Name, weights));
        }

        var contrasts = new CustomContrasts(columns.ToEquatableArray());
        if (contrasts.Fault(levels.Count > 0 ? levels.Count : null) is { } fault)
        {
            faults.Add(FormulaRules.InvalidContrasts.At(span, fault));
            return null;
        }

        return contrasts;
    }
}
