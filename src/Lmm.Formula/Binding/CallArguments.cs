using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>
/// The arguments of a call matched to parameters as R matches them: those with a name by it, then the others in order.
/// The variable or expression comes first, without a name.
/// </summary>
internal sealed class CallArguments
{
    private readonly CallSyntax _call;
    private readonly List<FormulaDiagnostic> _faults;
    private readonly Dictionary<string, ExpressionSyntax> _values = new(StringComparer.Ordinal);

    private CallArguments(CallSyntax call, List<FormulaDiagnostic> faults)
    {
        _call = call;
        _faults = faults;
    }

    /// <summary>The first argument.</summary>
    public ExpressionSyntax First => _call.Arguments[0].Value;

    /// <summary>Matches the arguments of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="parameters">The parameters after the first, in order.</param>
    /// <param name="usage">How the call is written, for messages.</param>
    /// <param name="faults">Where faults go.</param>
    /// <returns>The arguments; null when they do not fit, which is reported.</returns>
    public static CallArguments? Match(CallSyntax call, string[] parameters, string usage, List<FormulaDiagnostic> faults)
    {
        // What is left out, and an unclosed bracket without content, the parser reports.
        if (call.Arguments.Any(argument => argument.Value is MissingSyntax) || (call.Arguments.Count == 0 && !call.IsClosed))
        {
            return null;
        }

        if (call.Arguments.Count == 0 || call.Arguments[0].Name is not null)
        {
            TextSpan span = call.Arguments.Count == 0 ? call.Span : call.Arguments[0].Span;
            faults.Add(FormulaRules.MalformedCall.At(span, call.Function, "needs a variable as its first argument, without a name", usage));
            return null;
        }

        var arguments = new CallArguments(call, faults);
        return arguments.MatchRest(parameters, usage) ? arguments : null;
    }

    /// <summary>The value given to a parameter; null when none is.</summary>
    public ExpressionSyntax? this[string parameter] => _values.TryGetValue(parameter, out ExpressionSyntax? value) ? value : null;

    /// <summary>Reports a value that a parameter cannot take.</summary>
    public void Refuse(ExpressionSyntax value, string parameter, string wanted)
        => _faults.Add(FormulaRules.InvalidArgument.At(value.Span, Deparser.Deparse(value), parameter, _call.Function, wanted));

    /// <summary>The whole number given to a parameter; null when none is; a fault when it is something else or too small or large.</summary>
    public int? WholeNumber(string parameter, int least, int most)
    {
        if (this[parameter] is not { } value)
        {
            return null;
        }

        if (Constants.Number(value) is { } number && number == Math.Floor(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        Refuse(value, parameter, $"write a whole number from {least} to {most}");
        return null;
    }

    /// <summary>The truth value given to a parameter.</summary>
    public bool Truth(string parameter, bool byDefault)
    {
        if (this[parameter] is not { } value)
        {
            return byDefault;
        }

        if (Constants.Truth(value) is { } truth)
        {
            return truth;
        }

        Refuse(value, parameter, "write TRUE or FALSE");
        return byDefault;
    }

    /// <summary>The numbers given to a parameter, in increasing order; none when none are.</summary>
    public EquatableArray<double> Numbers(string parameter, int? count = null)
    {
        if (this[parameter] is not { } value)
        {
            return default;
        }

        if (Constants.Numbers(value) is { } numbers && (count is null || numbers.Count == count) && numbers.Distinct().Count() == numbers.Count)
        {
            return numbers.OrderBy(number => number).ToEquatableArray();
        }

        Refuse(value, parameter, count is null ? "write different numbers, such as 'c(10, 20)'" : $"write {count} different numbers, such as 'c(0, 100)'");
        return default;
    }

    private bool MatchRest(string[] parameters, string usage)
    {
        foreach (ArgumentSyntax argument in _call.Arguments.Skip(1).OrderBy(argument => argument.Name is null))
        {
            string? parameter = argument.Name ?? parameters.FirstOrDefault(candidate => !_values.ContainsKey(candidate));
            if (parameter is null || !parameters.Contains(parameter) || _values.ContainsKey(parameter))
            {
                string what = argument.Name is null ? "has too many arguments"
                    : parameters.Contains(argument.Name) ? $"has '{argument.Name}' twice"
                    : $"has no argument '{argument.Name}'";
                _faults.Add(FormulaRules.MalformedCall.At(argument.Span, _call.Function, what, usage));
                return false;
            }

            _values.Add(parameter, argument.Value);
        }

        return true;
    }
}
