// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const { dirname } = require("node:path");

/** A process number is used again after a while, so its start time is part of who holds the lock. */
function startTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return "";
  }
}

function isAlive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (error.code === "ESRCH") return false;
  }
  return owner.started === startTime(owner.pid);
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

/** Moves the dead owner's lock away; if another process was faster and the lock is a fresh one, it is put back. */
function removeStale(path, dead) {
  const grabbed = `${path}.${randomUUID()}`;
  try {
    fs.renameSync(path, grabbed);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  const now = read(grabbed);
  if (now && now.id !== dead.id) {
    try {
      fs.linkSync(grabbed, path);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  fs.rmSync(grabbed, { force: true });
}

async function withFileLock(path, work, onWait = () => {}) {
  fs.mkdirSync(dirname(path), { recursive: true });
  const owner = { pid: process.pid, started: startTime(process.pid), id: randomUUID() };
  let told = false;
  while (!tryAcquire(path, owner)) {
    const holder = read(path);
    if (holder && !(holder.pid > 0 && isAlive(holder))) {
      removeStale(path, holder);
      continue;
    }
    if (holder && !told) {
      told = true;
      onWait(holder.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    if (read(path)?.id === owner.id) fs.rmSync(path, { force: true });
  }
}

module.exports = { withFileLock };
