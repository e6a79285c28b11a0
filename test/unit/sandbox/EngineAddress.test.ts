import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_HOST, findEngineAddress } from "../../../sandbox/engine/EngineAddress";
import { EngineApi } from "../../../sandbox/engine/EngineApi";

describe("The Engine's address", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "dockwire-docker-config-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function writeContext(name: string, meta: object): void {
    const path = join(folder, "contexts/meta", createHash("sha256").update(name).digest("hex"));
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "meta.json"), JSON.stringify(meta));
  }

  it("is the default socket where nothing names another", () => {
    assert.deepEqual(findEngineAddress({ DOCKER_CONFIG: folder }), {
      host: DEFAULT_HOST,
      source: "the default socket",
    });
  });

  it("is DOCKER_HOST before any context", () => {
    const env = { DOCKER_CONFIG: folder, DOCKER_HOST: "tcp://10.0.0.7:2375", DOCKER_CONTEXT: "lab" };
    assert.deepEqual(findEngineAddress(env), {
      host: "tcp://10.0.0.7:2375",
      source: "DOCKER_HOST",
      certificates: undefined,
    });
  });

  it("takes certificates only where DOCKER_TLS_VERIFY asks for them", () => {
    const env = { DOCKER_HOST: "tcp://10.0.0.7:2376", DOCKER_CERT_PATH: "/certs" };
    assert.equal(findEngineAddress(env).certificates, undefined);
    assert.equal(findEngineAddress({ ...env, DOCKER_TLS_VERIFY: "1" }).certificates, "/certs");
  });

  it("is that of the current context", () => {
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "lab" }));
    writeContext("lab", { Endpoints: { docker: { Host: "unix:///lab.sock" } } });
    const { host, source } = findEngineAddress({ DOCKER_CONFIG: folder });
    assert.deepEqual([host, source], ["unix:///lab.sock", 'Docker context "lab"']);
  });

  it("refuses a context that names no Engine, and says how to choose another", () => {
    assert.throws(
      () => findEngineAddress({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: "gone" }),
      /The Docker context "gone" names no Engine: .*meta\.json is missing .* `docker context use`, or set DOCKER_HOST\.$/,
    );
  });

  it("names a damaged configuration file", () => {
    writeFileSync(join(folder, "config.json"), "{");
    assert.throws(
      () => findEngineAddress({ DOCKER_CONFIG: folder }),
      /config\.json is not JSON: .* Put it right or remove it\.$/,
    );
  });

  for (const host of ["ftp://engine", "tcp://", "tcp://a b"]) {
    it(`is refused as malformed where it is "${host}"`, async () => {
      const api = new EngineApi({ host, source: "DOCKER_HOST" });
      await assert.rejects(api.version(), new RegExp(`"${host}" is malformed`));
    });
  }
});
