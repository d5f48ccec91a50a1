namespace Labelwise.Tests.Security;

static class Processes
{
    /// <summary>Signs in once it serves.</summary>
    public static async Task<Client> SignIn(this ServerProcess server, string email)
    {
        var client = new Client(server.Url);
        while (true)
            try
            {
                var reply = await client.Send("POST", "/sessions", new { email, password = ServerProcess.Password });
                Assert.Equal(200, reply.Status);
                client.Token = (string)reply.Json!["token"]!;
                return client;
            }
            catch (HttpRequestException) { await Task.Delay(50, TestContext.Current.CancellationToken); }
    }
}
