namespace Labelwise.Tests.Domain;

/// <summary>Files that lie beside the repository on some machines.</summary>
static class Shared
{
    /// <summary>The path, or the test is skipped.</summary>
    public static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) folder = folder.Parent;
        var found = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", path) : path;
        if (!File.Exists(found) && !Directory.Exists(found)) Assert.Skip($"../shared/{path} is not on this machine");
        return found;
    }
}
