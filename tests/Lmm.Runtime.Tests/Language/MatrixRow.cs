using System.Globalization;
using Lmm.Runtime.Tests.Design;

namespace Lmm.Runtime.Tests.Language;

public enum Height
{
    low,
    mid,
    high,
}

/// <summary>A row of tests/reference/model-matrix.csv, with models of every function of the language.</summary>
[Model("y ~ poly(x, 2):f3 + scale(z) * f2", Name = "PolynomialModel")]
[Model("y ~ poly(log(x), 3) + poly(x, 2, raw = TRUE):flag", Name = "PowersModel")]
[Model("y ~ bs(x, df = 5) + ns(z, df = 3):f2 + center(x):z", Name = "SplineModel")]
[Model("y ~ bs(x, degree = 2, knots = c(3, 6)) + ns(z, knots = 0.25, Boundary.knots = c(-2, 2)) + scale(x, center = FALSE)", Name = "KnotModel")]
[Model("y ~ factor(k) * f2 + factor(z):x", Name = "NumbersModel")]
[Model("y ~ relevel(f3, \"mid\") * x + relevel(factor(k), \"3\") + relevel(f5, ref = \"grey\")", Name = "RelevelModel")]
[Model("y ~ C(relevel(relevel(f3, \"mid\"), \"high\"), helmert) * x + relevel(factor(relevel(f5, \"grey\")), \"red\") + (0 + relevel(relevel(f5, \"red\"), \"green\") | h)", Name = "NestedRelevelModel")]
[Model("y ~ I(x %% 2) + I(z %/% 0.7) * f2 + I((x - mean(x)) / sd(log(x))) + poly(x - median(x), 2) + x %% 3", Name = "RemainderModel")]
[Model("y ~ relevel(factor(k + 1), \"4\") * scale(x, center = 2) + C(factor(k %% 2), sum) + C(f5, contr.treatment) + scale(z, scale = -3) + C(f3, \"contr.sum\")", Name = "ComputedModel")]
[Model("y ~ I(x > 3 & !(z > 0.2) | k == 2) * z + I(x > mean(x)) + factor(x <= 4):z + I((z != 0) * x)", Name = "TruthModel")]
[Model("y ~ z + (1 | factor(k)) + (z | h)", Name = "MadeGroupsModel")]
[Model("y ~ I(f5 == \"red\") + I(!flag):x + I(flag | f3 != \"mid\" & z > 0) + poly((f2 == \"a\") + x, 2) + z + I((f2 == summed) * x) + factor(flag == (f2 == \"a\"))", Name = "ComparedModel")]
[Model("y ~ C(f3, sum) + C(f5, helmert) * x + C(o4, treatment) + C(flag, sum)", Name = "CodingModel")]
[Model("y ~ C(f3, cbind(linear = c(-1, 0, 1), bent = c(1, -2, 1))) * x + C(f2, c(-0.5, 0.5)) + C(f5, sdif)", Name = "ColumnsModel")]
[Model("y ~ 1", Name = "InterceptOnlyModel")]
#pragma warning disable LMM043 // what only random terms read is the point
[Model("y ~ x + (I(f2 == \"a\") | factor(k %% 2 + flag)) + (1 | h:factor((x > 3) + flag)) + (1 | factor(k + 1))", Name = "ComputedGroupsModel")]
[Model("y ~ f2 + (log(x) + scale(z) + C(f3, sum) | h)", Name = "SlopesModel")]
#pragma warning restore LMM043
[Model("log(y) ~ . - g - h - f5", Name = "DotModel")]
[Model("y ~ (. - g - h - f5 - o4)^2 + o4:f2", Name = "DotSquaredModel")]
[Model("y ~ summed + weighted * x + 0", Name = "AttributeModel")]
[Model("y ~ C(f3, sum) + poly(x, 2) + scale(z) + (0 + poly(x, 2) | g) + (C(f3, sum) | h) + (scale(z) || g) + (1 | f5:h)", Name = "RandomModel")]
[Model("y/x ~ poly(z, 2) + offset(log(x)) + `f five`", Name = "RatioModel", Weights = "k")]
public sealed record MatrixRow(
    double Y,
    double X,
    double Z,
    int K,
    string F2,
    Height F3,
    [Levels("black", "blue", "green", "grey", "red")] string F5,
    [Factor(Ordered = true)][Levels("never", "rarely", "often", "always")] string O4,
    bool Flag,
    string G,
    string H)
{
    /// <summary>All rows of a file.</summary>
    public static MatrixRow[] Read(string file)
    {
        Dictionary<string, string[]> cells = ModelMatrixData.Read(file);
        double Number(string name, int row) => double.Parse(cells[name][row], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, cells["y"].Length).Select(row => new MatrixRow(
            Number("y", row), Number("x", row), Number("z", row), (int)Number("k", row), cells["f2"][row], Enum.Parse<Height>(cells["f3"][row]), cells["f5"][row],
            cells["o4"][row], cells["flag"][row] == "TRUE", cells["g"][row], cells["h"][row]))];
    }

    /// <summary>The factor f2 by sums.</summary>
    [Variable("summed"), Contrast(ContrastCoding.Sum)]
    public string Summed => F2;

    /// <summary>The factor f3 by columns of one's own.</summary>
    [Variable("weighted"), Contrast("up", -1, 0, 1), Contrast("bent", 1, -2, 1)]
    public Height Weighted => F3;

    /// <summary>The factor f5 under a name that is no identifier.</summary>
    [Variable("f five")]
    public string Five => F5;
}
