// Plain JavaScript, because FileLock.cjs needs it before anything is installed.
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const { hostname } = require("node:os");

/** Whether a process of this number runs, whoever it belongs to. */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

/** When a process was started, in a form that can only be compared; a process number is used again after a while. */
function startTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return fs.existsSync("/proc/self") ? "" : startTimeByPs(pid);
  }
}

/** As macOS, which has no /proc, tells it. */
function startTimeByPs(pid) {
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** Where process numbers mean the same: this machine, and in it this container. */
function processNamespace() {
  try {
    return `${hostname()} ${fs.readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

module.exports = { isRunning, processNamespace, startTime };
