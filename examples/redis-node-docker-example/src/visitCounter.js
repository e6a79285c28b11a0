"use strict";

const { createClient, ErrorReply } = require("redis");

const KEY = "visits";
const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 1_500;
const HEARTBEAT_MS = 1_000;
const LONGEST_RETRY_MS = 500;

/**
 * Counts visits in redis, through one connection that is made again whenever it is lost. A command while redis is away
 * fails at once, with the reason; nothing waits for a redis that may never come back.
 */
class VisitCounter {
  #settings;
  #log;
  #client;
  #heartbeat;
  #failure;
  #closed = false;

  constructor(settings, log) {
    this.#settings = settings.redis;
    this.#log = log;
    this.#failure = "not connected yet";
    this.#connect();
    this.#heartbeat = setInterval(() => this.check().catch(() => undefined), HEARTBEAT_MS);
  }

  /** Counts one visit and answers with the number of visits so far. */
  add() {
    return this.#run((client) => client.incr(KEY));
  }

  /** Succeeds when redis answers. */
  async check() {
    await this.#run((client) => client.ping());
  }

  async close() {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    if (this.#client?.isReady) await this.#client.close();
    else if (this.#client?.isOpen) this.#client.destroy();
  }

  async #run(command) {
    const client = this.#client;
    if (!client?.isReady) throw new Error(`redis at ${this.#settings.address} is out of reach: ${this.#failure}`);
    let timer;
    const late = new Promise((_, reject) => {
      const reason = `did not answer within ${COMMAND_TIMEOUT_MS} ms`;
      timer = setTimeout(() => {
        // A connection whose other end was taken off the network stays open for minutes unless we give it up.
        if (client === this.#client && !this.#closed) this.#replace(reason);
        reject(new Error(reason));
      }, COMMAND_TIMEOUT_MS);
    });
    try {
      return await Promise.race([command(client), late]);
    } catch (error) {
      throw this.#explained(error, client);
    } finally {
      clearTimeout(timer);
    }
  }

  #explained(error, client) {
    const { address } = this.#settings;
    if (error instanceof ErrorReply) return new Error(`redis at ${address} answered: ${error.message}`);
    // A connection that another command gave up ends this one with words about itself; the cause says more.
    const cause = client === this.#client ? undefined : this.#failure;
    return new Error(`redis at ${address} is out of reach: ${cause ?? reasonOf(error)}`);
  }

  #replace(reason) {
    const old = this.#client;
    this.#note(reason);
    this.#connect();
    old.destroy();
  }

  #connect() {
    let options;
    try {
      options = this.#settings.connection();
    } catch (error) {
      this.#client = undefined;
      return this.#retry(error);
    }
    const { url, host, port, username, password } = options;
    const client = createClient({
      ...(url ? { url } : { username, password }),
      socket: { ...(!url && { host, port }), connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
      disableOfflineQueue: true,
    });
    this.#client = client;
    const lost = (error) => {
      if (client === this.#client && !this.#closed) this.#retry(error);
    };
    client.on("error", lost);
    client.on("ready", () => {
      if (this.#failure !== undefined) this.#log(`connected to redis at ${this.#settings.address}`);
      this.#failure = undefined;
    });
    client.connect().catch(lost);
  }

  #retry(error) {
    this.#note(reasonOf(error));
    const old = this.#client;
    this.#client = undefined;
    if (old?.isOpen) old.destroy();
    const again = setTimeout(() => !this.#closed && !this.#client && this.#connect(), LONGEST_RETRY_MS);
    again.unref();
  }

  #note(reason) {
    if (this.#failure !== reason) this.#log(`lost redis at ${this.#settings.address}: ${reason}`);
    this.#failure = reason;
  }
}

/** The text of an error; a failed connection to several addresses has its reasons one level deeper. */
function reasonOf(error) {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join("; ");
  return error?.message || String(error);
}

module.exports = { VisitCounter };
