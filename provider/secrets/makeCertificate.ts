import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";

/** A server's certificate and what clients trust it by, all PEM. */
export interface MadeCertificate {
  caPem: string;
  certPem: string;
  /** The server's private key (PKCS 8). */
  keyPem: string;
  /** When it ends, ISO 8601. */
  notAfter: string;
}

const DAY_MS = 86_400_000;
/** Clocks of clients may be a little behind. */
const BACKDATE_MS = 300_000;
const CURVE = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A certificate for the names and addresses, signed by an authority whose key is thrown away at once. */
export async function makeCertificate(names: readonly string[], validityDays: number): Promise<MadeCertificate> {
  // Loaded on first use: most stacks have no certificates.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const crypto = webcrypto;
  const [authorityKeys, serverKeys] = await Promise.all([newKeys(), newKeys()]);
  const notBefore = new Date(Date.now() - BACKDATE_MS);
  const notAfter = new Date(Date.now() + validityDays * DAY_MS);
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: `CN=dockwire authority of ${escaped(names[0] ?? "")}`,
      notBefore,
      notAfter,
      keys: authorityKeys,
      signingAlgorithm: CURVE,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: `CN=${escaped(names[0] ?? "")}`,
      issuer: authority.subject,
      notBefore,
      notAfter,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: CURVE,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  const key = await crypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
  return {
    caPem: `${authority.toString("pem")}\n`,
    certPem: `${certificate.toString("pem")}\n`,
    keyPem: `${x509.PemConverter.encode(key, "PRIVATE KEY")}\n`,
    notAfter: notAfter.toISOString(),
  };

  function newKeys(): Promise<webcrypto.CryptoKeyPair> {
    return crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
  }
}

/** Positive and without a leading zero byte, as X.509 wants it. */
function serial(): string {
  return `4${randomBytes(15).toString("hex")}7`;
}

/** Names are checked before; this keeps a stray comma from beginning another part of the subject. */
function escaped(name: string): string {
  return name.replace(/[,+"\\<>;=#]/g, "\\$&");
}
