namespace Lmm.Benchmarks.Growth;

#pragma warning disable LMM041, LMM043 // A variance for each level of a factor about a common mean, without correlations, is what is measured.

/// <summary>One observation of a group: intercept and slope vary between groups.</summary>
[Model("y ~ x + (x | group)")]
internal readonly record struct Measurement(double Y, double X, int Group);

/// <summary>One rating of a film by a user.</summary>
[Model("y ~ x + (1 | user) + (1 | film)")]
internal readonly record struct Rating(double Y, double X, int User, int Film);

/// <summary>One year of a student with a teacher in a school.</summary>
[Model("y ~ x + (1 | student) + (1 | teacher) + (1 | school)")]
internal readonly record struct SchoolYear(double Y, double X, int Student, int Teacher, int School);

/// <summary>One measurement of a sort in a place: sorts vary between places, each by a variance of its own or all by one.</summary>
[Model("y ~ 1 + (0 + sort || place)", Name = "CellVariancesModel")]
[Model("y ~ 1 + (1 | place:sort)")]
internal readonly record struct Cell(double Y, string Sort, string Place);
