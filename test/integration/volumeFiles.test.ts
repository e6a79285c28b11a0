import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { Properties } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { CallOptions, ProviderProcess, urnOf } from "../support/ProviderProcess";

const TYPE = "dockwire:index:VolumeFiles";
const LONG = `${"d".repeat(60)}/${"f".repeat(130)}`;

integrationSuite("VolumeFiles on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  /** Another process for each test: claims of one run do not reach into the next. */
  beforeEach(async () => {
    provider = await ProviderProcess.configured();
  });
  afterEach(() => provider?.stop());
  after(() => docker.remove());

  const urn = (rest: string) => urnOf(TYPE, docker.name(rest));

  async function makeVolume(rest: string): Promise<string> {
    await docker.docker.createVolume({ Name: docker.name(rest) });
    return docker.name(rest);
  }

  /** What the shell sees: the docker command knows nothing of our archives. */
  const shell = (volume: string, script: string) =>
    execFileSync("docker", [
      "run",
      "--rm",
      "--network=none",
      "-v",
      `${volume}:/v`,
      "-w",
      "/v",
      "alpine",
      "sh",
      "-c",
      script,
    ]).toString();

  const check = (rest: string, volume: string, files: Properties[]) =>
    provider.check(urn(rest), { volume, image: "alpine", files });

  async function write(rest: string, volume: string, files: Properties[], options: CallOptions = {}) {
    const checked = await check(rest, volume, files);
    assert.deepEqual(checked.failures, []);
    return { inputs: checked.inputs, ...(await provider.create(urn(rest), checked.inputs, options)) };
  }

  it("have long paths, large owners, their modes, and folders that only root writes into", async () => {
    const volume = await makeVolume("long");
    await write("long", volume, [
      { path: LONG, content: "far", mode: "400", owner: "1234567890:3000000000" },
      { path: "plain", content: "ä" },
    ]);
    assert.equal(
      shell(volume, "stat -c '%a %u:%g %s %n' */* plain"),
      `400 1234567890:3000000000 3 ${LONG}\n444 0:0 2 plain\n`,
    );
    assert.equal(shell(volume, "stat -c '%a %u:%g %F' d*"), "755 0:0 directory\n");
  });

  it("leave folders that are there as they are, and never take the place of one", async () => {
    const volume = await makeVolume("folders");
    shell(volume, "mkdir -p data/in conf; echo kept > data/in/file; chown 7:8 conf; chmod 711 conf");
    await assert.rejects(
      write("folders", volume, [{ path: "data", content: "x" }]),
      /"data" is a folder there, which a file never replaces/,
    );
    await assert.rejects(
      write("folders", volume, [{ path: "data/in/file/x", content: "x" }]),
      /"data\/in\/file" is a file there, and has to be a folder/,
    );
    assert.equal(shell(volume, "cat data/in/file"), "kept\n");
    await write("folders", volume, [{ path: "conf/a", content: "x" }]);
    assert.equal(shell(volume, "stat -c '%a %u:%g' conf"), "711 7:8\n");
  });

  const refused: [string, Properties[], string, RegExp][] = [
    [
      "the same path in two spellings",
      [
        { path: "x", content: "" },
        { path: "./x", content: "" },
      ],
      "files[1].path",
      /"x" is what files\[0\] writes/,
    ],
    [
      "a file that another needs as a folder",
      [
        { path: "x", content: "" },
        { path: "x/y", content: "" },
      ],
      "files[0].path",
      /"x" cannot be a file: files\[1\] needs a folder/,
    ],
    ["a way out of the volume", [{ path: "a/../../b", content: "" }], "files[0].path", /without \.\./],
    ["the volume itself", [{ path: "./.", content: "" }], "files[0].path", /name a file/],
    [
      "a name that no file system takes",
      [{ path: "f".repeat(256), content: "" }],
      "files[0].path",
      /255 characters at the most/,
    ],
    [
      "an owner that Linux has not",
      [{ path: "x", content: "", owner: "4294967295:0" }],
      "files[0].owner",
      /4294967294 at the most/,
    ],
  ];
  for (const [what, files, property, reason] of refused) {
    it(`refuse ${what}, on its property, also while a content is not known`, async () => {
      for (const content of ["text", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]) {
        const { failures } = await check(
          "refused",
          "v",
          files.map((file) => ({ ...file, content })),
        );
        assert.deepEqual(
          failures.map((one) => one.property),
          [property],
        );
        assert.match(failures[0]?.reason ?? "", reason);
      }
    });
  }

  it("of two resources in one volume do not disturb each other", async () => {
    const volume = await makeVolume("two");
    const rounds = Array.from({ length: 6 }, (_, i) => i);
    const made = await Promise.all(
      rounds.map((i) => write(`two-${i}`, volume, [{ path: `conf/${i}`, content: `${i}` }])),
    );
    const found = await Promise.all(
      made.map(({ id, state, inputs }, i) => provider.read(urn(`two-${i}`), id, state, inputs)),
    );
    assert.deepEqual(
      found.map((one) => one?.state.changedFiles),
      rounds.map(() => []),
    );
    assert.equal(shell(volume, "cat conf/*"), "012345");
  });

  it("are written by one resource each: a second one is refused, naming the first", async () => {
    await check("first", "v", [
      { path: "a", content: "" },
      { path: "b", content: "" },
    ]);
    const { failures } = await check("second", "v", [
      { path: "c", content: "" },
      { path: "./b", content: "" },
    ]);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["files[1].path"],
    );
    assert.match(failures[0]?.reason ?? "", new RegExp(`VolumeFiles "${docker.name("first")}" writes too`));
    assert.deepEqual((await check("third", "other", [{ path: "a", content: "" }])).failures, []);
  });

  it("are looked at by content, mode and owner, and what was changed is written again", async () => {
    const volume = await makeVolume("drift");
    const paths = ["same", "content", "mode", "owner", "gone", "link", "sub/below"];
    const { id, state, inputs } = await write(
      "drift",
      volume,
      paths.map((path) => ({ path, content: "text" })),
    );
    shell(
      volume,
      "echo -n TEXT > content; chmod 600 mode; chown 1 owner; rm -r gone link sub; ln -s same link; touch sub",
    );
    const found = await provider.read(urn("drift"), id, state, inputs);
    assert.deepEqual(found?.state.changedFiles, ["content", "mode", "owner", "gone", "link", "sub/below"]);
    const options = { oldInputs: found.inputs };
    const diff = await provider.diff(urn("drift"), id, found.state, inputs, options);
    assert.deepEqual(
      Object.keys(diff.detailed),
      [1, 2, 3, 4, 5, 6].map((i) => `files[${i}]`),
    );
    assert.deepEqual(diff.replaces, []);
    shell(volume, "rm sub");
    const updated = await provider.update(urn("drift"), id, found.state, inputs, options);
    assert.notEqual(updated.state.version, state.version);
    assert.equal(
      shell(volume, "find . -type f -exec stat -c '%a %u' {} + -exec cat {} +"),
      "444 0\n".repeat(7) + "text".repeat(7),
    );
    assert.equal((await provider.diff(urn("drift"), id, updated.state, inputs, options)).changes, "none");
  });

  it("are found beside much else, and behind a link", async () => {
    const volume = await makeVolume("much");
    const files = ["a", "z", "conf/x"].map((path) => ({ path, content: path }));
    const { id, state, inputs } = await write("much", volume, files);
    shell(volume, "mv conf real; ln -s real conf; head -c 3000000 /dev/zero > much");
    const found = await provider.read(urn("much"), id, state, inputs);
    assert.deepEqual(found?.state.changedFiles, []);
    shell(volume, "echo -n Z > z; echo -n conf/y > real/x");
    const changed = await provider.read(urn("much"), id, state, inputs);
    assert.deepEqual(changed?.state.changedFiles, ["z", "conf/x"]);
  });

  it("are looked at through a container that has the volume; what looks changed there is looked at for sure", async () => {
    const volume = await makeVolume("used");
    const files = ["a", "sub/b"].map((path) => ({ path, content: path, owner: "1000:1000" }));
    const { id, state, inputs } = await write("used", volume, files);
    /** Whether a container of the resource's own was made for the look. */
    const look = async () => {
      const filters = { label: [`dockwire.volume-files=${urn("used")}`], event: ["create"] };
      const since = Date.now() / 1000;
      const found = await provider.read(urn("used"), id, state, inputs);
      const until = Date.now() / 1000;
      const events = await docker.docker.getEvents({ since, until, filters });
      let text = "";
      for await (const chunk of events) text += String(chunk);
      return { changed: found?.state.changedFiles, own: text.includes('"create"') };
    };
    const mount = { Type: "volume" as const, Source: volume, Target: "/conf", ReadOnly: true };
    const user = async (Tmpfs: Record<string, string>) => {
      const options = {
        Image: "alpine",
        Cmd: ["sleep", "1000"],
        HostConfig: { NetworkMode: "none", Mounts: [mount], Tmpfs },
      };
      return docker.docker.createContainer({ name: docker.name("user"), ...options });
    };
    assert.deepEqual(await look(), { changed: [], own: true });
    let container = await user({});
    assert.deepEqual(await look(), { changed: [], own: false });
    await container.start();
    assert.deepEqual(await look(), { changed: [], own: false });
    shell(volume, "echo -n B > sub/b");
    assert.deepEqual(await look(), { changed: ["sub/b"], own: true });
    await container.remove({ force: true });
    container = await user({ "/conf/sub": "" });
    await container.start();
    shell(volume, "echo -n sub/b > sub/b");
    assert.deepEqual(await look(), { changed: [], own: true });
  });

  it("that are left out are emptied, unless somebody else has written there since", async () => {
    const volume = await makeVolume("dropped");
    const { id, state } = await write(
      "dropped",
      volume,
      ["kept", "dropped", "theirs"].map((path) => ({ path, content: "text" })),
    );
    shell(volume, "echo -n mine > theirs");
    const { inputs } = await check("dropped", volume, [{ path: "kept", content: "text" }]);
    await provider.update(urn("dropped"), id, state, inputs);
    assert.equal(shell(volume, "head *"), "==> dropped <==\n\n==> kept <==\ntext\n==> theirs <==\nmine");
  });

  it("of a resource that goes are emptied, and those of one that has another name now are not", async () => {
    const volume = await makeVolume("renamed");
    const files = [{ path: "a", content: "hush" }];
    const old = await write("old", volume, files);
    await provider.stop();
    provider = await ProviderProcess.configured();
    const { id, state } = await write("new", volume, files);
    await provider.delete(urn("old"), old.id, old.state);
    assert.equal(shell(volume, "cat a"), "hush");
    await provider.stop();
    provider = await ProviderProcess.configured();
    await provider.delete(urn("new"), id, state);
    assert.equal(shell(volume, "stat -c %s a"), "0\n");
  });

  it("of a volume that is gone are gone, and deleting them twice is no error", async () => {
    const volume = await makeVolume("gone");
    const { id, state, inputs } = await write("gone", volume, [{ path: "a", content: "text" }]);
    await provider.delete(urn("gone"), id, state);
    await docker.docker.getVolume(volume).remove();
    await provider.delete(urn("gone"), id, state);
    assert.equal(await provider.read(urn("gone"), id, state, inputs), undefined);
    assert.deepEqual((await docker.list(volume)).volumes, []);
  });

  it("that are deleted while their volume is do not bring it back", async () => {
    for (let round = 0; round < 5; round++) {
      const ofVolume = urnOf("dockwire:index:Volume", docker.name("both"));
      const { inputs } = await provider.check(ofVolume, { name: docker.name("both") });
      const volume = await provider.create(ofVolume, inputs);
      const files = await write("both", volume.id, [{ path: "a", content: "text" }]);
      await provider.stop();
      provider = await ProviderProcess.configured();
      await Promise.all([
        provider.delete(urn("both"), files.id, files.state),
        provider.delete(ofVolume, volume.id, volume.state),
      ]);
      assert.deepEqual((await docker.list(volume.id)).volumes, []);
    }
  });

  it("say what to do when the volume or the image is missing, and make neither", async () => {
    const volume = docker.name("never");
    const files = [{ path: "a", content: "text" }];
    await assert.rejects(
      write("never", volume, files),
      new RegExp(`there is no such volume\\. Make it first \\("docker volume create ${volume}"\\)`),
    );
    assert.deepEqual((await docker.list(volume)).volumes, []);
    const image = docker.name("nowhere");
    const made = provider.create(urn("never"), { volume: await makeVolume("made"), image, files });
    await assert.rejects(made, new RegExp(`the Engine has no image "${image}"\\. Pull it first`));
  });

  it("are secret where a secret is, and nowhere else", async () => {
    const volume = await makeVolume("secret");
    const files = [
      { path: "open", content: "open" },
      { path: "secret", content: "hush" },
    ];
    const checked = await provider.check(
      urn("secret"),
      { volume, image: "alpine", files },
      { secrets: ["files[1].content"] },
    );
    const { secrets } = await provider.create(urn("secret"), checked.inputs, { secrets: ["files[1].content"] });
    assert.deepEqual([...secrets], ["files[1].content"]);
  });

  it("are the same with defaults written out, another spelling or another image", async () => {
    const volume = await makeVolume("form");
    const { id, state, inputs } = await write("form", volume, [
      { path: "conf/a", content: "x", mode: "400" },
      { path: "b", content: "" },
    ]);
    const written: Properties = {
      volume,
      image: "redis",
      files: [
        { path: "./conf/a", content: "x", mode: "0400", owner: "0:0" },
        { path: "b", content: "", mode: "0444" },
      ],
    };
    const checked = await provider.check(urn("form"), written);
    const changes = (old: Properties) => provider.diff(urn("form"), id, state, checked.inputs, { oldInputs: old });
    assert.equal((await changes(inputs)).changes, "none");
    assert.equal((await changes(written)).changes, "none");
  });

  it("cannot be imported, and say why", async () => {
    await assert.rejects(
      provider.read(urn("import"), "v"),
      /The files in volume "v" cannot be imported: their content/,
    );
  });

  it("leave no container behind", async () => {
    const left = await docker.docker.listContainers({ all: true, filters: { label: ["dockwire.volume-files"] } });
    assert.deepEqual(
      left.filter(({ Labels }) => Labels["dockwire.volume-files"]?.includes(docker.prefix)),
      [],
    );
  });
});
