namespace Lmm.Reading;

/// <summary>The type of a query's values, as far as they are taken by the provider's method for it.</summary>
internal enum ProvidedType
{
    /// <summary>Each value is asked for its type.</summary>
    OfValue,

    /// <summary>None of the others, or values that are taken as they are because NULL is among them or types have turned out to be wrong.</summary>
    Any,
    Double,
    Single,
    Decimal,
    Int64,
    Int32,
    Int16,
    Byte,
    Boolean,
    Text,
    DateTime,
}
