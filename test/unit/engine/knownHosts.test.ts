import assert from "node:assert/strict";
import { fingerprint, judgeHostKey, knownHostsLine, knownKeyTypes } from "../../../engine/ssh/knownHosts";

/** A key, and the line that `ssh-keygen -H` made for it and the host 10.9.8.7. */
const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIIlUqlCysnSZwV2vG/bh6B5Mpz0WVdgQKhk/ibFO+Evw";
const HASHED = "|1|JJHfeoia8K+B/hMDLLSCGlEUJ7Q=|Q24ruH6gdCPetFQ+StVgpzAnm+c=";
const OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const key = Buffer.from(KEY, "base64");

function shortened(text: string): string {
  return text.replaceAll(KEY, "KEY").replaceAll(OTHER, "OTHER").replaceAll("\n", "; ");
}

describe("A file of known hosts", () => {
  const cases: [string, string, number, string][] = [
    [`10.9.8.7 ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "known"],
    [`10.9.8.7 ssh-ed25519 ${KEY} a comment`, "10.9.8.7", 22, "known"],
    [`10.9.8.7 ssh-ed25519 ${KEY}`, "10.9.8.7", 2222, "unknown"],
    [`[10.9.8.7]:2222 ssh-ed25519 ${KEY}`, "10.9.8.7", 2222, "known"],
    [`Engine.Example ssh-ed25519 ${KEY}`, "engine.example", 22, "known"],
    [`${HASHED} ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "known"],
    [`${HASHED} ssh-ed25519 ${KEY}`, "10.9.8.8", 22, "unknown"],
    [`*.example,!old.example ssh-ed25519 ${KEY}`, "new.example", 22, "known"],
    [`*.example,!old.example ssh-ed25519 ${KEY}`, "old.example", 22, "unknown"],
    [`10.9.8.7 ssh-ed25519 ${OTHER}`, "10.9.8.7", 22, "changed"],
    [`10.9.8.7 ssh-ed25519 ${OTHER}\n10.9.8.7 ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "known"],
    [`10.9.8.7 ssh-ed25519 ${KEY}\n@revoked * ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "revoked"],
    [`@cert-authority * ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "unknown"],
    [`# 10.9.8.7 ssh-ed25519 ${KEY}`, "10.9.8.7", 22, "unknown"],
    ["", "10.9.8.7", 22, "unknown"],
    ["rubbish\n10.9.8.7", "10.9.8.7", 22, "unknown"],
  ];
  for (const [text, host, port, verdict] of cases) {
    it(`that says "${shortened(text)}" takes ${host}:${port} for ${verdict}`, () => {
      assert.equal(judgeHostKey(text, host, port, key), verdict);
    });
  }

  it("tells which types of key a host may show", () => {
    const text = `h ssh-ed25519 ${KEY}\nh ecdsa-sha2-nistp256 ${OTHER}\nother ssh-rsa ${KEY}`;
    assert.deepEqual(knownKeyTypes(text, "h", 22), ["ssh-ed25519", "ecdsa-sha2-nistp256"]);
  });

  it("knows a host by the line that was written for it", () => {
    assert.equal(judgeHostKey(knownHostsLine("h", 2222, key), "h", 2222, key), "known");
    assert.match(fingerprint(key), /^ssh-ed25519 SHA256:[\w+/]{43}$/);
  });
});
