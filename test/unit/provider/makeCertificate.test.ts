import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { makeCertificate, type MadeCertificate } from "../../../provider/secrets/makeCertificate";

describe("A certificate that is made", () => {
  let made: MadeCertificate;
  let certificate: X509Certificate;
  let authority: X509Certificate;
  before(async () => {
    made = await makeCertificate(["redis", "db", "127.0.0.1"], 30);
    certificate = new X509Certificate(made.certPem);
    authority = new X509Certificate(made.caPem);
  });

  it("is signed by its authority, which signed itself", () => {
    assert.ok(certificate.verify(authority.publicKey));
    assert.ok(certificate.checkIssued(authority));
    assert.ok(authority.verify(authority.publicKey));
    assert.equal(authority.ca, true);
    assert.equal(certificate.ca, false);
  });

  it("goes with its key", () => assert.ok(certificate.checkPrivateKey(createPrivateKey(made.keyPem))));

  it("is good for its names and for no other", () => {
    for (const name of ["redis", "db"]) assert.equal(certificate.checkHost(name), name);
    assert.equal(certificate.checkIP("127.0.0.1"), "127.0.0.1");
    assert.equal(certificate.checkHost("elsewhere"), undefined);
  });

  it("is good for the days that were asked for", () => {
    const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
    assert.ok(days > 29.9 && days <= 30.01, `${days} days`);
    assert.ok(Math.abs(Date.parse(made.notAfter) - Date.parse(certificate.validTo)) < 2000);
    assert.ok(Date.parse(certificate.validFrom) < Date.now());
  });

  it("is another one each time, with another key", async () => {
    const other = await makeCertificate(["redis"], 30);
    assert.notEqual(other.keyPem, made.keyPem);
    assert.notEqual(new X509Certificate(other.certPem).serialNumber, certificate.serialNumber);
  });
});
