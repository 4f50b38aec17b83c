namespace Lmm.Tests.Solver.Sparse;

/// <summary>Crossed designs whose levels meet few others, with hundreds of levels.</summary>
internal static class SparseDesigns
{
    /// <summary>Students in schools nearby, a new teacher every year, some of whom change: three factors, with a slope for teachers.</summary>
    public static ModelDesign Schools(int students, int teachers, int schools, int seed, double schoolDeviation = 0.5)
    {
        var random = new Random(seed);
        const int Years = 4;
        int rows = students * Years;
        var student = new int[rows];
        var teacher = new int[rows];
        var school = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            student[row] = row / Years;
            int home = (int)((long)student[row] * schools / students);
            school[row] = random.NextDouble() < 0.1 ? Math.Clamp(home + random.Next(-2, 3), 0, schools - 1) : home;
            teacher[row] = (school[row] * (teachers / schools)) + random.Next(teachers / schools);
        }

        SketchColumn[] x = [DesignSketch.One(rows), new("x", Normals(random, rows, 1)), new("z", Normals(random, rows, 2))];
        double[] a = Normals(random, students, 1);
        double[] b = Normals(random, teachers, 0.7);
        double[] slope = Normals(random, teachers, 0.5);
        double[] c = Normals(random, schools, schoolDeviation);
        double[] y = Enumerable.Range(0, rows)
            .Select(row => 3 + a[student[row]] + b[teacher[row]] + ((1 + slope[teacher[row]]) * x[1].Values[row]) + c[school[row]] + RandomDesigns.Normal(random))
            .ToArray();
        return new DesignSketch("y", y).Fixed(x)
            .Random(Factor("student", student), x[0])
            .Random(Factor("teacher", teacher), x[..2])
            .Random(Factor("school", school), x[0])
            .Build();
    }

    private static double[] Normals(Random random, int count, double deviation)
        => Enumerable.Range(0, count).Select(_ => deviation * RandomDesigns.Normal(random)).ToArray();

    private static FactorColumn Factor(string name, int[] codes)
    {
        int[] used = codes.Distinct().Order().ToArray();
        return new FactorColumn(name, Array.ConvertAll(codes, code => Array.BinarySearch(used, code)), Array.ConvertAll(used, level => name + level));
    }
}
