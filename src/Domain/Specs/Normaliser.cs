using System.Text;

namespace Labelwise.Domain.Specs;

/// <summary>Takes out of a text the differences that a property says don't matter. Applying it twice changes nothing more.</summary>
public static class Normaliser
{
    public static string Apply(Normalisation normalisation, string text) => normalisation switch
    {
        Normalisation.Space => Space(text),
        Normalisation.Case => Space(text).ToLowerInvariant(),
        Normalisation.Latex => Latex(text),
        _ => text,
    };

    /// <summary>White space at the ends goes, and every other run of it becomes one space.</summary>
    static string Space(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length > 0 && result[^1] is not ' ') result.Append(' ');
        if (result.Length > 0 && result[^1] is ' ') result.Length--;
        return result.ToString();
    }

    /// <summary>Math mode ignores white space except where it ends a command's name before a letter, and after a
    /// lone backslash, where it is a space of its own.</summary>
    static string Latex(string text)
    {
        var result = new StringBuilder(text.Length);
        var (inCommand, afterBackslash, pendingSpace) = (false, false, false);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (afterBackslash) result.Append(' ');
                pendingSpace |= inCommand && !afterBackslash;
                (inCommand, afterBackslash) = (inCommand && !afterBackslash, false);
                continue;
            }
            if (pendingSpace && char.IsAsciiLetter(c)) result.Append(' ');
            inCommand = afterBackslash ? char.IsAsciiLetter(c) : c is '\\' || (inCommand && !pendingSpace && char.IsAsciiLetter(c));
            afterBackslash = c is '\\' && !afterBackslash;
            pendingSpace = false;
            result.Append(c);
        }
        return result.ToString();
    }
}
