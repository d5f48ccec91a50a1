namespace Labelwise.Grains.Ports;

/// <summary>A state of hints alone, which its grain makes anew where it finds none: a store that cannot read it gives an empty
/// one, so that nobody has to do without what hints are about.</summary>
public interface IRebuilt;
