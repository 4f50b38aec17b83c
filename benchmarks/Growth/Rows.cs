namespace Lmm.Benchmarks.Growth;

/// <summary>One observation of a group: intercept and slope vary between groups.</summary>
[Model("y ~ x + (x | group)")]
internal readonly record struct Measurement(double Y, double X, int Group);

/// <summary>One rating of a film by a user.</summary>
[Model("y ~ x + (1 | user) + (1 | film)")]
internal readonly record struct Rating(double Y, double X, int User, int Film);

/// <summary>One year of a student with a teacher in a school.</summary>
[Model("y ~ x + (1 | student) + (1 | teacher) + (1 | school)")]
internal readonly record struct SchoolYear(double Y, double X, int Student, int Teacher, int School);
