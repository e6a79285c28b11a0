import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { daemonEnvironment } from "../../../sandbox/engine/daemonEnvironment";
import { dockerdCommand } from "../TestDockerd";
import { TestEngine } from "../TestEngine";
import { namespaceOf } from "./bedFolder";

const PATIENCE_MS = 120_000;

/** A machine of a bed: a network namespace with an address of its own, and a Docker Engine in it. */
export class Machine extends TestEngine {
  private readonly folder: string;
  private readonly namespace: string;
  private child: ChildProcess | undefined;

  constructor(
    private readonly bed: string,
    /** From 1. */
    readonly number: number,
  ) {
    const folder = join(bed, String(number));
    super({ DOCKER_HOST: `unix://${join(folder, "s")}` });
    this.folder = folder;
    this.namespace = namespaceOf(bed, String(number));
  }

  /** What the swarm knows it by. */
  get name(): string {
    return `machine${this.number}`;
  }

  /** Of a range that is kept for examples, so that it meets no network of an Engine's. */
  get address(): string {
    return `192.0.2.${this.number}`;
  }

  /** In the form of DOCKER_HOST. */
  get host(): string {
    return `unix://${join(this.folder, "s")}`;
  }

  /** Joins it to the others, and starts its Engine. */
  async start(): Promise<void> {
    const { namespace, address } = this;
    mkdirSync(this.folder, { recursive: true });
    ip("netns", "add", namespace);
    ip("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", this.cable, "netns", this.hub);
    ip("-n", this.hub, "link", "set", this.cable, "master", "bridge", "up");
    ip("-n", namespace, "link", "set", "lo", "up");
    ip("-n", namespace, "address", "add", `${address}/24`, "dev", "eth0");
    ip("-n", namespace, "link", "set", "eth0", "up");
    await this.launch();
  }

  /** Starts its Engine again. */
  async launch(): Promise<void> {
    const at = (name: string) => join(this.folder, name);
    const places = ["--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid"), "--host", this.host];
    // One network for the way out of all containers on overlays: as many as it has addresses.
    const pool = ["--default-address-pool", `base=10.252.${16 * this.number}.0/20,size=24`];
    rmSync(at("pid"), { force: true });
    const log = openSync(at("log"), "a");
    // A host name of its own: nodes of a swarm are told apart by it.
    const script = `hostname ${this.name} && exec "$@"`;
    const words = ["unshare", "--uts", "sh", "-c", script, "sh", ...dockerdCommand(), ...places, ...pool];
    this.child = spawn("nsenter", [`--net=/run/netns/${this.namespace}`, ...words], {
      env: daemonEnvironment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    const end = Date.now() + PATIENCE_MS;
    while (await this.problem()) {
      if (this.child.exitCode !== null || Date.now() > end) {
        throw new Error(`the Engine of ${this.name} does not start:\n${this.log.slice(-2000)}`);
      }
      await sleep(100);
    }
  }

  /** What its Engine has written. */
  get log(): string {
    return readFileSync(join(this.folder, "log"), "utf8");
  }

  /** Ends its Engine with all containers, as when the machine is switched off. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }

  /** Pulls its network cable. */
  cut(): void {
    ip("-n", this.hub, "link", "set", this.cable, "down");
  }

  /** Puts the cable back. */
  heal(): void {
    ip("-n", this.hub, "link", "set", this.cable, "up");
  }

  /** Runs a program on the machine itself, outside of every container. */
  shell(script: string): string {
    return execFileSync("nsenter", [`--net=/run/netns/${this.namespace}`, "sh", "-c", script], { encoding: "utf8" });
  }

  private get cable(): string {
    return `cable${this.number}`;
  }

  private get hub(): string {
    return namespaceOf(this.bed, "hub");
  }
}

function ip(...words: string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "pipe"] });
}
