using System.Data.Common;
using Lmm.Cells;
using Lmm.Variables;

namespace Lmm.Databases;

/// <summary>The sums that one source has of responses which rows name, one response after the other.</summary>
/// <param name="reading">The source.</param>
/// <param name="running">The statement.</param>
/// <param name="sql">How rows became cells, in the engine's language.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class NamedSource(DatabaseReading reading, RunningStatement running, SqlCells sql, CancellationToken cancellationToken)
{
    private readonly ResponseReading _sums = new(running.Reader, sql, firstKey: 1);
    private bool _isOpen;

    /// <summary>The response that comes next; null at the end.</summary>
    public string? Next { get; private set; }

    /// <summary>Goes to the first response.</summary>
    public void Open()
    {
        _isOpen = true;
        reading.Read(running, Advance, cancellationToken);
    }

    /// <summary>Reads the sums of the next response.</summary>
    /// <param name="cells">Where they go; null to pass over them.</param>
    /// <returns>False when the design has not all of the cells.</returns>
    public bool Read(CellTable? cells)
    {
        return reading.Read(running, ReadAll, cancellationToken);

        bool ReadAll(DbDataReader reader)
        {
            string? current = Next;
            while (Next is not null && Next == current)
            {
                if (cells is not null && !_sums.AddResponses([cells]))
                {
                    return false;
                }

                Advance(reader);
            }

            return true;
        }
    }

    private bool Advance(DbDataReader reader)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Next = reader.Read() ? LevelLabel.Of(reader.GetValue(0)) : null;
        return Next is not null;
    }

    /// <summary>The response that comes next.</summary>
    public override string ToString() => _isOpen ? Next ?? "at the end" : "not open";
}
