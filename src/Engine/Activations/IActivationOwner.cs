namespace Labelwise.Engine.Activations;

/// <summary>Who finds an activation for callers, and forgets it when it is gone.</summary>
interface IActivationOwner
{
    void Gone(Activation activation);
}
