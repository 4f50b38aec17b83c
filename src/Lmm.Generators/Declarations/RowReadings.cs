using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>The row types that a compilation's models were read with: many models have the same rows.</summary>
internal static class RowReadings
{
    // Symbols live as long as their compilation, and so does what is kept with it.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ITypeSymbol, RowReading>> Compilations = new();

    /// <summary>Reads a row type as code of a compilation sees it, once.</summary>
    public static RowReading Of(ITypeSymbol row, Compilation compilation)
        => Compilations
            .GetValue(compilation, static _ => new(SymbolEqualityComparer.IncludeNullability))
            .GetOrAdd(row, type => RowReader.Read(type, compilation));
}
