using System.IO.Hashing;
using System.Runtime.CompilerServices;

// Azure.Storage.Common needs this assembly when it runs. Naming it here makes every program that has our assembly beside
// it, and thereby this one too.
[assembly: TypeForwardedTo(typeof(Crc64))]
