using System.Buffers.Binary;
using Lmm.Storage;
using Lmm.Tests.Units;

namespace Lmm.Tests.Storage;

/// <summary>Whatever happens to a file, loading it ends in the library's exception, which names the file and the cure.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Version = 8;

    private static readonly Sample Data = Sample.Draw(33);

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["mixed"] = SavedFits.Bytes(Model.Parse("y ~ poly(x, 2) + f + (x | g) + (1 | h:g)").Fit(Data.Frame(), weights: "w")),
        ["linear"] = SavedFits.Bytes(Model.Parse("y ~ ns(x, 3) * f + factor(x > 0)").Fit(Data.Frame())),
        ["products"] = BytesOf(CrossProducts.Form(Model.Parse("y ~ x + (x || g) + (1 | h)").Bind(Data.Frame()).BuildDesign())),
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("lmm-saved-").FullName;

    public static TheoryData<string> Kinds => [.. Files.Keys];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_flipped_bit_is_found_wherever_it_is(string kind)
    {
        byte[] bytes = Files[kind];
        var random = new Random(1);
        for (int trial = 0; trial < 900; trial++)
        {
            byte[] damaged = [.. bytes];
            damaged[trial < 400 ? trial : random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            LmmErrorCode code = Fault(kind, damaged).Code;
            Assert.Contains(code, new[] { LmmErrorCode.DamagedFile, LmmErrorCode.OtherVersion, LmmErrorCode.OtherContents });
            Assert.True(trial < 12 || code == LmmErrorCode.DamagedFile || trial >= 400);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_was_cut_off_is_found_wherever_it_was(string kind)
    {
        byte[] bytes = Files[kind];
        var random = new Random(2);
        foreach (int length in Enumerable.Range(0, 300).Concat(Enumerable.Range(bytes.Length - 100, 100)).Concat(Enumerable.Range(0, 500).Select(_ => random.Next(bytes.Length))))
        {
            SavedFileException fault = Fault(kind, bytes[..length]);
            Assert.Equal(LmmErrorCode.DamagedFile, fault.Code);
            Assert.Contains(length == 0 ? "it is empty" : "it was cut off", fault.Message, StringComparison.Ordinal);
            Assert.Contains("copy it again", fault.Message, StringComparison.Ordinal);
        }
    }

    // Who forges a file makes its checksum fit; what it says is still seen through before anything is made of it.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Contents_that_contradict_each_other_are_refused_or_make_a_fit(string kind)
    {
        byte[] bytes = Files[kind];
        var random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < 1500; trial++)
        {
            byte[] forged = [.. bytes];
            int place = 16 + random.Next(forged.Length - 24);
            if (trial % 3 == 0 && place < forged.Length - 12)
            {
                BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(place), random.Next(4) switch { 0 => int.MaxValue, 1 => -1, 2 => 0, _ => random.Next() });
            }
            else
            {
                forged[place] = (byte)random.Next(256);
            }

            Sign(forged);
            try
            {
                Load(kind, forged);
            }
            catch (SavedFileException)
            {
                refused++;
            }
        }

        Assert.True(refused > 50, $"{refused}");
    }

    [Theory]
    [InlineData(3, "update the library")]
    [InlineData(1, "with the library that wrote it")]
    public void Another_version_is_named_with_the_cure(int version, string cure)
    {
        foreach (string kind in Files.Keys)
        {
            byte[] other = [.. Files[kind]];
            BinaryPrimitives.WriteInt32LittleEndian(other.AsSpan(Version), version);
            SavedFileException fault = Fault(kind, other);
            Assert.Equal(LmmErrorCode.OtherVersion, fault.Code);
            Assert.Contains($"version {version} of the format", fault.Message, StringComparison.Ordinal);
            Assert.Contains(cure, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_kind_is_named_with_the_call_that_loads_it()
    {
        string products = Write("sums.lmm", Files["products"]), linear = Write("line.lmm", Files["linear"]), mixed = Write("fit.lmm", Files["mixed"]);
        Assert.Contains("cross-products (y ~ x + (x || g) + (1 | h)), not the fit of a linear mixed model; load it with CrossProducts.Load", Assert.Throws<SavedFileException>(() => LinearMixedModelFit.Load(products)).Message, StringComparison.Ordinal);
        Assert.Contains("load it with LinearModelFit.Load", Assert.Throws<SavedFileException>(() => LinearMixedModelFit.Load(linear)).Message, StringComparison.Ordinal);
        Assert.Contains("load it with LinearMixedModelFit.Load", Assert.Throws<SavedFileException>(() => LinearModelFit.Load(mixed)).Message, StringComparison.Ordinal);
        Assert.Contains("load it with LinearMixedModelFit.Load", Assert.Throws<SavedFileException>(() => CrossProducts.Load(mixed)).Message, StringComparison.Ordinal);
        Assert.Equal(LmmErrorCode.OtherContents, Assert.Throws<SavedFileException>(() => ModelFit.Load(products)).Code);
        Assert.Equal(LmmErrorCode.OtherContents, Assert.Throws<SavedFileException>(() => ModelFit.Load(Write("rows.csv", "y,x\n1,2\n"u8.ToArray()))).Code);
    }

    [Fact]
    public void Faults_of_files_name_the_file()
    {
        string nowhere = Path.Combine(_directory, "nowhere", "fit.lmm");
        string trailing = Write("trailing.lmm", [.. Files["mixed"], 0]);
        AssertFault(LmmErrorCode.UnreadableSource, nowhere, () => ModelFit.Load(nowhere), "there is no such file");
        AssertFault(LmmErrorCode.UnreadableSource, _directory, () => ModelFit.Load(_directory), "it is a directory");
        AssertFault(LmmErrorCode.DamagedFile, trailing, () => ModelFit.Load(trailing), "damaged");
        ModelFit fit = ModelFit.Load(Write("fit.lmm", Files["linear"]));
        AssertFault(LmmErrorCode.UnwritableFile, nowhere, () => fit.Save(nowhere), "its directory does not exist");
        AssertFault(LmmErrorCode.UnwritableFile, _directory, () => fit.Save(_directory), "it is a directory");
        Assert.Throws<ArgumentException>(() => fit.Save(""));
        Assert.Throws<ArgumentException>(() => ModelFit.Load(""));
        using MemoryStream closed = new();
        closed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fit.Save(closed));
        using MemoryStream fixedSize = new(new byte[10]);
        Assert.Equal(LmmErrorCode.UnwritableFile, Assert.Throws<SavedFileException>(() => fit.Save(fixedSize)).Code);
    }

    [Fact]
    public void A_file_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        string path = Write("fit.lmm", [1, 2, 3]);
        ModelFit fit = ModelFit.Load(Write("line.lmm", Files["linear"]));
        SavedContents contents = fit.Save(path);
        Assert.Equal(Files["linear"], File.ReadAllBytes(path));
        Assert.Equal(new FileInfo(path).Length, contents.Size);
        string link = Path.Combine(_directory, "link.lmm");
        File.CreateSymbolicLink(link, path);
        fit.Save(link);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        fit.Save(Path.Combine(_directory, "new.lmm"));
        Assert.Equal(4, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        Checksum checksum = new();
        checksum.Add("1234"u8);
        checksum.Add("56789"u8);
        Assert.Equal(0x995DC9BBDF1939FAUL, checksum.Value);
        Checksum whole = new();
        whole.Add("123456789"u8);
        Assert.Equal(checksum.Value, whole.Value);
    }

    private static void AssertFault(LmmErrorCode code, string path, Func<object> act, string message)
    {
        SavedFileException fault = Assert.Throws<SavedFileException>(act);
        Assert.Equal(code, fault.Code);
        Assert.Equal(path, fault.Origin);
        Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static SavedFileException Fault(string kind, byte[] bytes) => Assert.Throws<SavedFileException>(() => Load(kind, bytes));

    private static object Load(string kind, byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return kind switch
        {
            "mixed" => LinearMixedModelFit.Load(stream),
            "linear" => LinearModelFit.Load(stream),
            _ => CrossProducts.Load(stream),
        };
    }

    private static void Sign(byte[] bytes)
    {
        Checksum checksum = new();
        checksum.Add(bytes.AsSpan(0, bytes.Length - 8));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), checksum.Value);
    }

    private static byte[] BytesOf(CrossProducts products)
    {
        using MemoryStream stream = new();
        products.Save(stream);
        return stream.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
