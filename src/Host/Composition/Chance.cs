using System.Security.Cryptography;
using Labelwise.Grains.Ports;
using Labelwise.Host.Http;

namespace Labelwise.Host.Composition;

/// <summary>Chance as the operating system gives it.</summary>
sealed class Chance : IChance
{
    public string NewId() => IdLetters.Fresh();

    public ulong Draw() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
