using FsCheck;
using FsCheck.Fluent;

namespace Labelwise.Tests.Domain;

/// <summary>Runs a property over many seeds; a failure names the seed, and the seed alone replays it.</summary>
static class Seeds
{
    public static void Hold(Func<int, bool> property, int tests = 200) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
