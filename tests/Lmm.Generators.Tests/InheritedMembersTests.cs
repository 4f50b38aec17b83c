using System.Reflection;
using Lmm.Generators.Emission;

namespace Lmm.Generators.Tests;

public class InheritedMembersTests
{
    [Fact]
    public void Members_of_fits_are_all_known() => AssertSame(InheritedMembers.OfFits, typeof(LinearMixedModelFit), typeof(LinearModelFit));

    [Fact]
    public void Members_of_analyses_of_variance_are_all_known() => AssertSame(InheritedMembers.OfAnovaTables, typeof(AnovaTable));

    [Fact]
    public void Members_of_functions_of_coefficients_are_all_known() => AssertSame(InheritedMembers.OfFunctions, typeof(CoefficientFunctions));

    [Fact]
    public void Members_of_marginal_means_are_all_known() => AssertSame(InheritedMembers.OfMarginalMeans, typeof(MarginalMeans));

    [Fact]
    public void Members_of_slopes_are_all_known() => AssertSame(InheritedMembers.OfSlopes, typeof(MarginalSlopes));

    [Fact]
    public void Members_of_random_effects_are_all_known() => AssertSame(InheritedMembers.OfRandomEffects, typeof(RandomEffects<,>));

    [Fact]
    public void Members_of_conditional_modes_are_all_known() => AssertSame(InheritedMembers.OfConditionalModes, typeof(ConditionalModes));

    [Fact]
    public void Members_of_the_fits_of_many_responses_are_all_known() => AssertSame(InheritedMembers.OfManyFits, typeof(ManyFits));

    [Fact]
    public void Members_of_object_are_all_known() => Assert.Equal(NamesOf(typeof(object)).Order(StringComparer.Ordinal), InheritedMembers.OfObject);

    private static void AssertSame(string[] known, params Type[] types)
    {
        string[] expected = [.. types
            .SelectMany(NamesOf)
            .Except(NamesOf(typeof(object)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        Assert.Equal(expected, known);
    }

    // Indexers are no names. Internal members cannot be seen from another assembly and stand in nobody's way.
    private static IEnumerable<string> NamesOf(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        return type.GetMembers(All)
            .Where(member => member is not ConstructorInfo)
            .Where(member => member is not MethodBase { IsSpecialName: true })
            .Where(IsVisibleToDerivedTypes)
            .Where(member => member is not PropertyInfo indexer || indexer.GetIndexParameters().Length == 0)
            .Select(member => member.Name)
            .Distinct();
    }

    private static bool IsVisibleToDerivedTypes(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisibleToDerivedTypes),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        Type nested => nested.IsNestedPublic || nested.IsNestedFamily || nested.IsNestedFamORAssem,
        _ => true,
    };
}
