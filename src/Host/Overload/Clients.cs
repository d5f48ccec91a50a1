using System.Globalization;
using Labelwise.Host.Accounts;

namespace Labelwise.Host.Overload;

/// <summary>Whose a request is before anybody has looked: one person's flood is not everybody's.</summary>
static class Clients
{
    /// <returns>The session that a client says it has, else its address.</returns>
    public static string Of(HttpContext http) =>
        (Doorkeeper.BearerOf(http.Request) ?? http.Request.Cookies[Doorkeeper.Cookie]) is { Length: > 0 and <= Tokens.MostCharacters } token
            ? Tokens.HashOf(token).A.ToString(CultureInfo.InvariantCulture) : SessionRoutes.AddressOf(http);
}
