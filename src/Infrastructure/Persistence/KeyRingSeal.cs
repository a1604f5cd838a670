using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// Seals the keys of the ring with one from the configuration, so that who has the database alone reads no secret: AES-256-GCM, nonce and tag
/// in front of the text. Not by data protection's own encryptors: these store the version of our assembly, which an older node beside cannot load.
/// </summary>
internal sealed class KeyRingSeal(byte[] key)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public string Seal(XElement element)
    {
        var text = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var sealedText = new byte[NonceSize + TagSize + text.Length];
        var nonce = sealedText.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, sealedText.AsSpan(NonceSize + TagSize), sealedText.AsSpan(NonceSize, TagSize));
        return Convert.ToBase64String(sealedText);
    }

    /// <exception cref="CryptographicException">It was sealed with another key.</exception>
    public XElement Open(string stored)
    {
        ReadOnlySpan<byte> sealedText = Convert.FromBase64String(stored);
        var cipher = sealedText[(NonceSize + TagSize)..];
        var text = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(sealedText[..NonceSize], cipher, sealedText.Slice(NonceSize, TagSize), text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
