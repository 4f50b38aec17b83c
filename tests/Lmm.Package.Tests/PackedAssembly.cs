using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lmm.Package.Tests;

/// <summary>An assembly in the package, read without being loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Framework">What it is built for, such as <c>.NETStandard,Version=v2.0</c>.</param>
/// <param name="References">The names of the assemblies that it refers to.</param>
internal sealed record PackedAssembly(string Name, string Framework, IReadOnlyList<string> References)
{
    /// <summary>The assemblies in a folder of the package.</summary>
    public static IReadOnlyList<PackedAssembly> In(ZipArchive package, string folder)
        => [.. package.Entries
            .Where(entry => entry.FullName.StartsWith(folder + "/", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal))
            .Select(Read)];

    private static PackedAssembly Read(ZipArchiveEntry entry)
    {
        using Stream packed = entry.Open();
        var content = new MemoryStream();
        packed.CopyTo(content);
        content.Position = 0;
        using var file = new PEReader(content);
        MetadataReader reader = file.GetMetadataReader();
        return new PackedAssembly(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            FrameworkOf(reader),
            [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))]);
    }

    private static string FrameworkOf(MetadataReader reader)
    {
        CustomAttribute framework = reader.GetAssemblyDefinition().GetCustomAttributes().Select(reader.GetCustomAttribute).Single(attribute =>
            attribute.Constructor.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == "TargetFrameworkAttribute");

        // Two bytes of prologue, then the framework's name.
        BlobReader value = reader.GetBlobReader(framework.Value);
        value.ReadUInt16();
        return value.ReadSerializedString()!;
    }
}
