using System.Reflection;
using System.Security;
using System.Text;

namespace Lmm.Cli.Scaffolding;

/// <summary>How a project refers to Lmm.</summary>
internal static class LmmReference
{
    /// <summary>The version of the package that the tool belongs to.</summary>
    public static string Version
    {
        get
        {
            string version = typeof(LmmReference).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            int build = version.IndexOf('+', StringComparison.Ordinal);
            return build < 0 ? version : version[..build];
        }
    }

    /// <summary>The element that refers to the package.</summary>
    public static string OfPackage() =>
        $"""
        <ItemGroup>
            <PackageReference Include="Lmm" Version="{Version}" />
          </ItemGroup>
        """;

    /// <summary>The element that refers to the projects of a checkout.</summary>
    /// <param name="checkout">The folder of the checkout.</param>
    /// <exception cref="InputException">The folder is no checkout.</exception>
    public static string OfCheckout(string checkout)
    {
        string props = Path.GetFullPath(Path.Combine(checkout, "build", "Lmm.props"));
        return File.Exists(props)
            ? $"""<Import Project="{SecurityElement.Escape(Unevaluated(props))}" />"""
            : throw new InputException($"--lmm: there is no {props}; name the folder of a checkout of Lmm, or leave --lmm out to use the package");
    }

    // A path as MSBuild reads it back: nothing in it is a property, a list or a pattern.
    private static string Unevaluated(string path)
    {
        StringBuilder escaped = new();
        foreach (char character in path)
        {
            escaped.Append(character is '%' or '$' or '@' or '\'' or '(' or ')' or ';' or '?' or '*' ? $"%{(int)character:X2}" : character.ToString());
        }

        return escaped.ToString();
    }
}
