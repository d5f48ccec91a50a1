using System.Text;
using Labelwise.Domain.Specs;

namespace Labelwise.Tests.Formats;

static class Specs
{
    public static DataSpec Of(string document)
    {
        var next = 0;
        var (spec, violations) = DataSpec.Parse(Encoding.UTF8.GetBytes(document), () => $"id{next++}");
        Assert.Empty(violations);
        return spec!;
    }
}
