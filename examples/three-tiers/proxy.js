// Stands for nginx or Traefik: hands each request on to UPSTREAM.
const http = require("node:http");

http
  .createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = http.request(new URL(url, process.env.UPSTREAM), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", (error) => response.writeHead(502).end(`${error.message}\n`));
    request.pipe(onward);
  })
  .listen(8080);

process.once("SIGTERM", () => process.exit(0));
