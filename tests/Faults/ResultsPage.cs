using System.Globalization;
using System.Text;

namespace Lmm.Faults;

/// <summary>The page of what became of all faults. Faults that were not tried this time keep what the page has of them.</summary>
internal sealed class ResultsPage
{
    private const string NotTried = "not tried";

    private readonly IReadOnlyList<Fault> _faults;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads what the page has, and takes the new outcomes.</summary>
    public ResultsPage(string path, IReadOnlyList<Fault> faults, IEnumerable<Outcome> outcomes)
    {
        _faults = faults;
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            // | number | room | fault | outcome |
            string[] cells = line.Split(" | ");
            if (cells.Length == 4 && cells[2].StartsWith("``", StringComparison.Ordinal))
            {
                _texts[cells[2]] = cells[3][..^2];
            }
        }

        foreach (Outcome outcome in outcomes)
        {
            _texts[Cell(outcome.Fault)] = outcome.Text;
        }
    }

    /// <summary>The page.</summary>
    public string Text()
    {
        var page = new StringBuilder("# Small faults, put into the code one at a time\n\n`dotnet run -c Release --project tests/Faults -- --write` made this page. ")
            .Append("A fault is code as it is right and as it is wrong, ⟦right ⇒ wrong⟧, or a statement that is dropped; ¶ ends a line.\n\n")
            .Append(CultureInfo.InvariantCulture, $"**{Caught(_faults)} of {Tried(_faults)} caught**; of the others {Explained(_faults)} change nothing that a test could see, for the reasons given. {_faults.Count - Tried(_faults)} have not been tried.\n\n")
            .Append("| room | faults | tried | caught | survive with a reason |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (IGrouping<string, Fault> room in _faults.GroupBy(static fault => fault.Room.Name))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {room.Key} | {room.Count()} | {Tried(room)} | {Caught(room)} | {Explained(room)} |\n");
        }

        page.Append("\n| | room | fault | caught by |\n| ---: | --- | --- | --- |\n");
        foreach (Fault fault in _faults)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {fault.Number} | {fault.Room.Name} | {Cell(fault)} | {TextOf(fault)} |\n");
        }

        return page.ToString();
    }

    private int Caught(IEnumerable<Fault> faults) => faults.Count(IsCaught);

    private int Tried(IEnumerable<Fault> faults) => faults.Count(fault => TextOf(fault) != NotTried);

    private int Explained(IEnumerable<Fault> faults) => faults.Count(fault => TextOf(fault) != NotTried && !IsCaught(fault) && fault.Reason is not null);

    private bool IsCaught(Fault fault) => TextOf(fault) is var text && text != NotTried && !text.StartsWith(Outcome.Survives, StringComparison.Ordinal);

    // A reason may be new since the fault was tried.
    private string TextOf(Fault fault)
        => !_texts.TryGetValue(Cell(fault), out string? text) ? NotTried
            : fault.Reason is not null && text.StartsWith(Outcome.Survives, StringComparison.Ordinal) ? $"{Outcome.Survives}: {fault.Reason}"
            : text;

    private static string Cell(Fault fault) => $"`` {fault.ToString().Replace("|", "\\|", StringComparison.Ordinal)} ``";
}
