// Opens a new connection to a redis every few milliseconds, whatever became of the ones before, and prints of each that
// was answered in time when it was begun, in milliseconds since 1970.
var net = require("net");
var settings = JSON.parse(process.env.BENCH_CLIENT);
var told = false;

function knock() {
  var begun = Date.now();
  var socket = net.connect(settings.port, settings.host);
  var timer = setTimeout(function () {
    socket.destroy();
  }, settings.patienceMs);
  socket.on("error", function () {
    clearTimeout(timer);
  });
  socket.on("connect", function () {
    socket.write("PING\r\n");
  });
  socket.on("data", function () {
    clearTimeout(timer);
    socket.destroy();
    if (!told) console.log("ready");
    told = true;
    console.log(begun);
  });
}

setInterval(knock, settings.pauseMs);
process.on("SIGTERM", function () {
  process.exit(0);
});
