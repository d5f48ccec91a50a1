using Orleans.Storage;

namespace Labelwise.Tests.Storage.GrainStates;

public sealed class SqliteGrainStorageTests : GrainStorageContract, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly OpenStore open;

    public SqliteGrainStorageTests() => open = new(folder.Path);

    protected override IGrainStorage Storage => open.States;

    public void Dispose()
    {
        open.Dispose();
        folder.Dispose();
    }
}
