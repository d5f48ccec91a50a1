namespace Labelwise.Engine.Storage;

/// <summary>A state to be read before its grain is ready.</summary>
interface IStoredState
{
    Task ReadStateAsync();
}
