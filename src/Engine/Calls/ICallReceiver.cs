namespace Labelwise.Engine.Calls;

/// <summary>Where calls for an identity go.</summary>
interface ICallReceiver
{
    /// <returns>False where it is gone for good; the call is then still the sender's.</returns>
    bool TryReceive(GrainCall call);
}
