namespace Lmm.Results;

/// <summary>Finds the value of a column that levels name.</summary>
internal static class LevelColumn
{
    /// <summary>Finds the value, or explains why a level may lack one.</summary>
    public static TValue Find<TValue>(string term, string columnName, Func<string, TValue> value)
    {
        try
        {
            return value(columnName);
        }
        catch (ModelException unknown)
        {
            string known = unknown.Message[(unknown.ModelName.Length + 2)..];
            throw new ModelException(
                unknown.ModelName, LmmErrorCode.NoSuchResult,
                $"the term {term} has no column {columnName}: a reference level, which the others are compared with, has none, nor has a level that is not in the data; {known}",
                unknown);
        }
    }
}
