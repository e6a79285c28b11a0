// A redis client without libraries, in a JavaScript that old Node versions know: it runs beside the benchmark and inside
// containers. One connection, one INCR after the other; a failed one is counted and a new connection made.
// It says "ready" once it got going and, told to end by SIGTERM, what it saw.
var net = require("net");
var settings = JSON.parse(process.env.BENCH_CLIENT);
var READY_AFTER = 20;
var seen = { commands: 0, failed: 0, longestPauseMs: 0, errors: {} };
var lastSuccess = 0;
var socket;
var waiting;

function settle(error, reply) {
  if (!waiting) return;
  var done = waiting;
  waiting = undefined;
  clearTimeout(done.timer);
  done.callback(error, reply);
}

function connected(callback) {
  if (socket) return callback();
  socket = net.connect(settings.port, settings.host);
  var mine = socket;
  var close = function (error) {
    mine.destroy();
    if (mine !== socket) return;
    socket = undefined;
    settle(error || new Error("closed"));
  };
  mine.setNoDelay(true);
  mine.on("error", close);
  mine.on("close", function () {
    close();
  });
  mine.on("data", function (data) {
    settle(undefined, String(data));
  });
  return callback();
}

function command(callback) {
  waiting = { callback: callback };
  waiting.timer = setTimeout(function () {
    if (socket) socket.destroy();
    socket = undefined;
    settle(new Error("no answer in time"));
  }, settings.patienceMs);
  connected(function () {
    if (socket) socket.write("INCR " + settings.key + "\r\n");
  });
}

function pauseUntil(now) {
  if (lastSuccess) seen.longestPauseMs = Math.max(seen.longestPauseMs, now - lastSuccess);
}

function step() {
  command(function (error, reply) {
    var now = Date.now();
    seen.commands += 1;
    if (error || reply.charAt(0) !== ":") {
      var why = error ? error.code || error.message : reply.trim();
      seen.failed += 1;
      seen.errors[why] = (seen.errors[why] || 0) + 1;
    } else {
      pauseUntil(now);
      lastSuccess = now;
    }
    if (seen.commands - seen.failed === READY_AFTER) console.log("ready");
    setTimeout(step, settings.pauseMs);
  });
}

process.on("SIGTERM", function () {
  pauseUntil(Date.now());
  console.log(JSON.stringify(seen));
  process.exit(0);
});
step();
