using Lmm.Shapes;

namespace Lmm.Members;

/// <summary>What a model estimates for the columns of its terms.</summary>
/// <typeparam name="TValue">What is estimated.</typeparam>
internal interface ITermValues<TValue>
{
    /// <summary>The model's name, for messages.</summary>
    string ModelName { get; }

    /// <summary>The names of the columns.</summary>
    NameIndex Names { get; }

    /// <summary>The levels that fitted rows have of a factor in terms; null where they are not known.</summary>
    IReadOnlyList<string>? LevelsOf(string factor);

    /// <summary>The value of a column.</summary>
    TValue At(int place);

    /// <summary>The value of a level without a column, which the others are compared with.</summary>
    TValue OfReference(string name);

    /// <summary>The value of a level that no fitted row has.</summary>
    TValue NotInData(string name);
}
