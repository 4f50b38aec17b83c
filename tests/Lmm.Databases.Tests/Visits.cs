namespace Lmm.Databases.Tests;

/// <summary>Rows of visits, as tests draw them.</summary>
internal static class Visits
{
    /// <summary>The formula that tests fit.</summary>
    public const string Formula = "score ~ dose * arm + (dose | clinic)";

    /// <summary>Draws rows from a fixed seed.</summary>
    public static ModelFrame Draw(int rows = 900, int clinics = 24)
    {
        var random = new Random(11);
        string[] arms = ["control", "high", "low"];
        double[] ofClinic = [.. Enumerable.Range(0, clinics).Select(_ => random.NextDouble() * 3)];
        int[] clinic = [.. Enumerable.Range(0, rows).Select(_ => random.Next(clinics))];
        string[] arm = [.. clinic.Select(_ => arms[random.Next(3)])];
        double[] dose = [.. clinic.Select(_ => random.NextDouble() * 10)];
        return new ModelFrame(
            FrameColumn.Numeric("score", Enumerable.Range(0, rows).Select(row => ofClinic[clinic[row]] * (1 + (dose[row] / 10)) + arm[row].Length + (random.NextDouble() * 2))),
            FrameColumn.Numeric("dose", dose),
            FrameColumn.Text("arm", arm),
            FrameColumn.Integer("clinic", clinic.Select(static number => (long)number)));
    }

    /// <summary>The same rows, typed.</summary>
    public static Visit[] Typed(ModelFrame frame)
    {
        int[] arms = frame["arm"].Codes.ToArray();
        return [.. Enumerable.Range(0, frame.RowCount).Select(row => new Visit(
            frame["score"].Numbers![row], frame["dose"].Numbers![row], Enum.Parse<Arm>(frame["arm"].Levels[arms[row]], ignoreCase: true), (int)frame["clinic"].Numbers![row]))];
    }
}

/// <summary>What a patient gets; the levels of the rows are spelt as the members are.</summary>
public enum Arm
{
    control,
    low,
    high,
}

/// <summary>A visit.</summary>
[Model(Visits.Formula)]
public sealed record Visit(double Score, double Dose, Arm Arm, int Clinic);
