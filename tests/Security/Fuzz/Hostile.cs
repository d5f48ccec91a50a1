namespace Labelwise.Tests.Security.Fuzz;

/// <summary>Values that have broken parsers, stores, terminals and pages before.</summary>
static class Hostile
{
    /// <summary>JSON values as they stand in a document; some are no JSON.</summary>
    public static readonly string[] Json =
    [
        "null", "true", "false", "0", "-0", "-1", "1e999", "-1e999", "1e-999", "9223372036854775807", "9223372036854775808", "2147483648",
        "-2147483649", "0.1", "1.0", "1e2", "01", "+1", "NaN", "Infinity", "0x10", new string('9', 400), "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\\ufeff\"", "\"\\u202e\"", "\"a\\r\\nb\"", "\"\\u2028\"", "\"e\\u0301\"", "\"__proto__\"",
        "\"<img src=x onerror=alert(1)>\"", "\"{{7*7}}\"", "\"' OR 1=1--\"", "\"../../etc/passwd\"", "\"%00\"", "\"NaN\"", "\"1\"", "\"true\"", "\"[]\"",
        "\"" + new string('a', 70_000) + "\"", "\"" + string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 3000)) + "\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":{\"c\":{\"d\":null}}}}",
        new string('[', 60) + new string(']', 60), new string('[', 5000) + new string(']', 5000),
        "[" + string.Join(',', Enumerable.Repeat("1", 20_000)) + "]", "{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"k{i}\":{i}")) + "}",
    ];

    /// <summary>Names of members.</summary>
    public static readonly string[] Names = ["", "__proto__", "\\u0000", "\\ud800", "constructor", "id", "tenant", "admin", "roles", "by", "state", new string('n', 5000), "a/b~c", "é", "e\\u0301"];

    /// <summary>Parts of a path, as they are sent.</summary>
    public static readonly string[] PathParts =
    [
        "0", "-1", "~", "%00", "%0a", "%0d%0aX-Evil:%201", "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%ff", "%c0%af", "%ed%a0%80", "%f0%9f%98%80", "a%2fb", "%5c", "%25",
        "%2500", "a;b=c", "*", "null", "undefined", "import~~", "import~x~y~z", "version~a~b", "9999999999999999999999", "00000000-0000-0000-0000-000000000000", new string('a', 121), new string('a', 3000),
        "x-0", "x-00", "x-2147483647", "x-2147483648", "x--1", "%20", "%E2%80%AE", new string('0', 64), new string('f', 64), new string('F', 64),
    ];

    /// <summary>Values of a query, as they are sent.</summary>
    public static readonly string[] Query =
    [
        "", "0", "-1", "1", "500", "501", "99999999999", "NaN", "1e-5", "Infinity", "%00", "%ff", "%ed%a0%80", "a%0d%0ab", "%27%20OR%201%3D1--", "..%2f..", "QUEUED", "REVIEWED", "good", "nosuch",
        "confidence", "-confidence", "import", "annotator.passwordHash", "jsonl", "coco", "0_0", "3f800000_2147483647", "ffffffff_5", "7fc00000_1", "_", "zz_1", "%F0%9F%98%80", new string('q', 199), new string('q', 5000),
    ];

    /// <summary>Values of a header.</summary>
    public static readonly string[] Headers =
    [
        "", " ", "*", "\"v1\"", "\"v0\"", "\"v-1\"", "\"v99999999999\"", "W/\"v1\"", "v1", "\"v", "\"v\"", "a,b", "{}", "a b", new string('k', 120), new string('k', 121), new string('k', 5000), "key", "\t", "<script>",
    ];

    public static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-16", "application/json; charset=nosuch", "text/plain", "text/html", "application/xml", "application/x-ndjson", "application/x-www-form-urlencoded",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=b", "application/json;;;", "x", "", "application/vnd.api+json",
    ];

    /// <summary>Names of files.</summary>
    public static readonly string[] FileNames = ["x.zip", "../../x", "..\\x", "/etc/passwd", "C:\\x", "CON", "a\0b", new string('n', 4000), "é\u0301.png", "x\r\nX-Evil: 1", "\ud83d\ude00", ""];
}
