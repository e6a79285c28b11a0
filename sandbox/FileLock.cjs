// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const { dirname } = require("node:path");
const { isRunning, processNamespace, startTime } = require("./runningProcess.cjs");

const RETRY_MS = 100;
const HEARTBEAT_MS = 5_000;
const SILENT_MS = 60_000; // without a heartbeat for so long a holder in another container counts as dead

function newOwner() {
  return { pid: process.pid, started: startTime(process.pid), namespace: processNamespace(), id: randomUUID() };
}

/** Process numbers of another container say nothing here, but its holder touches the file as long as it lives. */
function isAlive(path, owner) {
  if (owner.pid <= 0) return false;
  if (owner.namespace !== undefined && owner.namespace !== processNamespace()) {
    const touched = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    return Date.now() - touched < SILENT_MS;
  }
  return isRunning(owner.pid) && owner.started === startTime(owner.pid);
}

function read(path) {
  try {
    return JSON.parse(fs.readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    if (error instanceof SyntaxError) return { pid: 0, started: "", id: "unreadable" };
    throw error;
  }
}

function tryAcquire(path, owner) {
  const own = `${path}.${owner.id}`;
  fs.writeFileSync(own, JSON.stringify(owner));
  try {
    fs.linkSync(own, path); // a link appears with its content in it, so nobody reads a half-written lock
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/**
 * Removes the lock of a dead owner. Only the holder of a second lock may, so that nobody removes the fresh lock of a
 * process that was faster. Whoever dies with the second lock has it removed the same way.
 */
function removeStale(path, dead) {
  const guard = `${path}.stale`;
  if (!tryAcquire(guard, newOwner())) {
    const holder = read(guard);
    if (holder && !isAlive(guard, holder)) removeStale(guard, holder);
    return;
  }
  if (read(path)?.id === dead.id) fs.rmSync(path, { force: true });
  fs.rmSync(guard, { force: true });
}

function touch(path) {
  const now = new Date();
  try {
    fs.utimesSync(path, now, now);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

async function withFileLock(path, work, onWait = () => {}) {
  fs.mkdirSync(dirname(path), { recursive: true });
  const owner = newOwner();
  let told = false;
  while (!tryAcquire(path, owner)) {
    const holder = read(path);
    if (!holder) continue;
    if (!isAlive(path, holder)) {
      removeStale(path, holder);
      if (tryAcquire(path, owner)) break;
    } else if (!told) {
      told = true;
      onWait(holder.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (read(path)?.id === owner.id) fs.rmSync(path, { force: true });
  }
}

module.exports = { withFileLock };
