namespace Labelwise.Grains.Ports;

/// <summary>Where ids and draws come from, so that a simulated day can be lived again from its seed.</summary>
public interface IChance
{
    /// <summary>A new id: 16 lowercase letters and digits, 80 random bits.</summary>
    string NewId();

    ulong Draw();
}
