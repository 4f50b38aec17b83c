// The pictures of docs/pictures.md: dotnet run -c Release --project samples/Pictures -- docs/pictures
using Pictures;

if (args.Length != 1)
{
    Console.Error.WriteLine("Name the folder of the pictures, such as docs/pictures.");
    return 2;
}

Directory.CreateDirectory(args[0]);
foreach ((string name, Func<Lmm.Picture> draw) in Gallery.All)
{
    string path = Path.Combine(args[0], $"{name}.svg");
    draw().Save(path);
    Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes");
}

return 0;
