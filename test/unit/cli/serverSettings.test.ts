import assert from "node:assert/strict";
import { accessTo, configFileOf, settingsOf, type StartedServer } from "../../../cli/redis/serverSettings";

const started = (line: string[], environment: Record<string, string> = {}): StartedServer => ({
  words: ["docker-entrypoint.sh", ...line],
  environment,
});
const access = (server: StartedServer, config = "", passwordFile?: string) =>
  accessTo(settingsOf(server, config), server, passwordFile);

describe("How redis-cli reaches a server", () => {
  const cases: [string, StartedServer, string, string[], string | undefined][] = [
    ["the default", started(["redis-server"]), "", ["-p", "6379"], undefined],
    ["no server at all", started(["sleep", "9"]), "", ["-p", "6379"], undefined],
    ["a port", started(["redis-server", "--port", "7000", "--save", "60", "1"]), "", ["-p", "7000"], undefined],
    ["a password", started(["redis-server", "--requirepass", "a b"]), "", ["-p", "6379"], "a b"],
    [
      "a shell's line",
      started(["sh", "-c", 'exec redis-server --requirepass "$PW" --port 1'], { PW: "x y" }),
      "",
      ["-p", "1"],
      "x y",
    ],
    [
      "a file",
      started(["redis-server", "/etc/r.conf"]),
      '# requirepass no\n port 9\nrequirepass "q w"\n',
      ["-p", "9"],
      "q w",
    ],
    [
      "a command line that counts more than the file",
      started(["redis-server", "/etc/r.conf", "--port", "8"]),
      "port 9",
      ["-p", "8"],
      undefined,
    ],
    ["variables of other makers", started(["run.sh"], { REDIS_PASSWORD: "v" }), "", ["-p", "6379"], "v"],
    ["REDIS_ARGS", started(["run.sh"], { REDIS_ARGS: "--requirepass 'z z'" }), "", ["-p", "6379"], "z z"],
    ["a sentinel", started(["redis-server", "/s.conf", "--sentinel"]), "", ["-p", "26379"], undefined],
    [
      "another address",
      started(["redis-server", "--bind", "10.0.0.9"]),
      "",
      ["-h", "10.0.0.9", "-p", "6379"],
      undefined,
    ],
    ["all addresses", started(["redis-server", "--bind", "* -::*"]), "", ["-p", "6379"], undefined],
    [
      "TLS alone",
      started(["redis-server", "/c"]),
      "port 0\ntls-port 6380\ntls-ca-cert-file /ca\ntls-cert-file /crt\ntls-key-file /key\n",
      ["-p", "6380", "--tls", "--cacert", "/ca", "--cert", "/crt", "--key", "/key"],
      undefined,
    ],
    [
      "TLS that asks for no certificate, by an authority that is not told",
      started(["redis-server", "--port", "0", "--tls-port", "1", "--tls-auth-clients", "no"]),
      "",
      ["-p", "1", "--tls", "--insecure"],
      undefined,
    ],
    ["TLS beside a plain port", started(["redis-server", "--tls-port", "1"]), "", ["-p", "6379"], undefined],
  ];
  for (const [what, server, config, options, password] of cases) {
    it(`follows from ${what}`, () => {
      const found = access(server, config);
      assert.deepEqual([found.options, found.password], [options, password]);
    });
  }

  it("takes the password from the file that the image names", () => {
    assert.equal(access(started(["run.sh"]), "", "from file\n").password, "from file");
  });

  it("knows the configuration file by its place", () => {
    assert.equal(configFileOf(started(["redis-server", "/etc/r.conf", "--port", "1"])), "/etc/r.conf");
    assert.equal(configFileOf(started(["redis-server", "--port", "1"])), undefined);
    assert.equal(configFileOf(started(["redis-server", "-"])), undefined);
    assert.equal(configFileOf(started(["sleep", "1"])), undefined);
  });
});
